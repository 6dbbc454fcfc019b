using NumericsCore.Kernels;
using NumericsCore.Kernels.Tests;

namespace NumericsCore.Measurement.Tests;

/// <summary>The fast products, whose errors are held against the bound instead of bits.</summary>
public class FastProductsTests
{
    private static readonly SamplingPlan s_plan = new() { Seconds = 0, WarmUpSeconds = 0, MinSamples = 1, SampleSeconds = 0, CeilingRepeats = 1 };
    private static readonly BenchKernel s_gemm = BenchKernel.All.First(static kernel => kernel.Name == ProductKernels.Gemm);
    private static readonly KernelSize s_size = KernelSize.Parse("130x70x9");

    // a device of its own each time, for one that a program gets refuses the modes that it lacks
    private static IEnumerable<Device> OpenCL =>
        Device.All.Where(static device => device.UnavailableReason is null && device.Name.StartsWith("opencl", StringComparison.Ordinal)).Select(Device.OpenProfiled);

    [Fact]
    public void Devices_without_tensor_cores_have_no_fast_products() =>
        Assert.Empty(FastProducts.Measure(MeasuredDevice.Of(Device.Cpu), s_gemm, s_size, s_plan, default));

    [Trait("Devices", "GPU")]
    [Fact]
    public void Fast_products_stand_beside_the_exact_one_with_their_errors()
    {
        foreach (var device in OpenCL)
        {
            device.MakeFast(MathMode.Fast, static backend => ((GpuBackend)backend).With(new FastGemm<SoftwareMatrixUnit<SoftwareTf32>> { MinTiles = 0 }));
            device.MakeFast(MathMode.FastBFloat16, static backend => ((GpuBackend)backend).With(new FastGemm<SoftwareMatrixUnit<SoftwareBFloat16>> { MinTiles = 0 }));
            var entries = new DeviceBench(MeasuredDevice.Of(device), s_plan).Run([new BenchWork(s_gemm, s_size)]).Entries;
            Assert.Equal([null, "TF32", "bf16"], entries.Select(static entry => entry.Parameters));
            Assert.All(entries, static entry => Assert.True(entry is { Kernel: "gemm", Size: "130x70x9", Peer: null, Seconds: > 0, Flops: 2 * 130 * 70 * 9 }, entry.Remark));
            Assert.Equal((true, null), (entries[0].SameBits, entries[0].ErrorShare));
            Assert.All(entries.Skip(1), static entry => Assert.True(entry is { SameBits: null, ErrorShare: > 0.001 and < 0.7 }, $"{entry.ErrorShare} of the bound"));
        }
    }

    [Trait("Devices", "GPU")]
    [Fact]
    public void A_product_beyond_its_bound_gets_no_time()
    {
        foreach (var device in OpenCL)
        {
            // 7 fraction bits where 10 are promised
            device.MakeFast(MathMode.Fast, static backend => ((GpuBackend)backend).With(new FastGemm<SoftwareMatrixUnit<SoftwareBFloat16>> { MinTiles = 0 }));
            var entry = FastProducts.Measure(MeasuredDevice.Of(device), s_gemm, KernelSize.Parse("40x1x40"), s_plan, default).Single();
            Assert.True(entry is { Seconds: null, ErrorShare: > 1 });
            Assert.StartsWith("in TF32 the largest error is ", entry.Remark, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Errors_are_shares_of_what_is_allowed_and_nothing_hides_one()
    {
        Assert.Equal(0.5, FastProducts.LargestError([1, 2.25f, 0], [1, 2, 0], [1, 5, 0], 0.1));
        Assert.Equal(double.PositiveInfinity, FastProducts.LargestError([1], [0], [0], 0.1));
        Assert.Equal(double.NaN, FastProducts.LargestError([float.NaN, 1], [0, 1], [1, 1], 0.1));
        Assert.Equal(Math.ScaleB(1, -10) + Math.ScaleB(1, -22) + (12 * Math.ScaleB(1, -22)) + Math.ScaleB(1, -21), FastProducts.Allowed(MathMode.Fast, 4));
        Assert.Equal(Math.ScaleB(1, -7) + Math.ScaleB(1, -16) + (12 * Math.ScaleB(1, -22)) + Math.ScaleB(1, -21), FastProducts.Allowed(MathMode.FastBFloat16, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => MathMode.Exact.ErrorBound(4));
    }
}
