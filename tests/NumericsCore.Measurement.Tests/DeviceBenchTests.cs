namespace NumericsCore.Measurement.Tests;

/// <summary>What is measured, and what is not believed.</summary>
public class DeviceBenchTests
{
    private static readonly SamplingPlan s_plan = new() { Seconds = 0, WarmUpSeconds = 0, MinSamples = 1, SampleSeconds = 0, CeilingRepeats = 1 };
    private static readonly KernelSize s_size = KernelSize.Parse("4");

    [Fact]
    public void A_device_with_other_bits_gets_no_time()
    {
        int prepared = 0;
        var entry = Measure((_, _, _) => Made([1, prepared++ == 0 ? 2f : BitConverter.UInt32BitsToSingle(0x40000001)]));
        Assert.Equal((false, null, "element 1 of output 0 is 0x40000001 instead of 0x40000000"), (entry.SameBits, entry.Seconds, entry.Remark));
    }

    [Fact]
    public void The_same_bits_get_a_time()
    {
        var entry = Measure(static (_, _, _) => Made([1, float.NaN]));
        Assert.Equal((true, null), (entry.SameBits, entry.Remark));
        Assert.True(entry is { Seconds: > 0, Samples: 1, Bytes: 16, Flops: 4, SampleSeconds.Count: 1 });
        Assert.Equal(BitHash.Of<float>([1, float.NaN]), entry.BitsSha256);
    }

    [Fact]
    public void A_kernel_without_room_says_so_and_the_others_go_on()
    {
        var entry = Measure(static (_, _, _) => throw new InsufficientMemoryException("no room for a block"));
        Assert.Equal((null, null, "no room for a block"), (entry.SameBits, entry.Seconds, entry.Remark));
    }

    [Theory]
    [InlineData(new[] { 0f }, new[] { 0f }, null)]
    [InlineData(new[] { 0f }, new[] { -0f }, "element 0 of output 0 is 0x80000000 instead of 0x00000000")]
    [InlineData(new[] { 0f }, new float[0], "0 elements instead of 1")]
    public void Bits_are_compared_and_not_values(float[] expected, float[] actual, string? difference) =>
        Assert.Equal(difference, BitCheck.Difference([expected], [actual]));

    [Trait("Devices", "GPU")]
    [Fact]
    public void Every_kernel_runs_on_every_usable_device_with_the_bits_of_the_cpu()
    {
        var usable = Device.All.Where(static device => device.UnavailableReason is null).ToList();
        if (Environment.GetEnvironmentVariable("NUMERICSCORE_REQUIRE_OPENCL") == "1") Assert.Contains(usable, static device => device.Name == "opencl:0");
        if (Environment.GetEnvironmentVariable("NUMERICSCORE_REQUIRE_CUDA") == "1") Assert.Contains(usable, static device => device.Name == "cuda:0");
        foreach (var info in usable)
        {
            var device = MeasuredDevice.Open(info.Name);
            string[] sizes = ["1000", "7x33", "5x9x17", "b8"];
            var record = new DeviceBench(device, s_plan).Run(BenchWork.For(device.Device, BenchKernel.All, [.. sizes.Select(KernelSize.Parse)], quick: false));
            var exact = record.Entries.Where(static entry => entry.Parameters is null).ToList();
            Assert.Equal(BenchKernel.All.Select(static kernel => kernel.Name), exact.Select(static entry => entry.Kernel));
            Assert.All(exact, static entry => Assert.True(entry is { SameBits: true, Seconds: > 0, Flops: > 0 }, $"{entry.Kernel}: {entry.Remark}"));
            // where there are tensor cores, the fast products stand beside the exact one
            var fast = record.Entries.Where(static entry => entry.Parameters is not null).ToList();
            Assert.Equal(Device.Parse(info.Name).Has(MathMode.Fast) ? ["TF32", "bf16"] : [], fast.Select(static entry => entry.Parameters));
            Assert.All(fast, static entry => Assert.True(entry is { Kernel: ProductKernels.Gemm, SameBits: null, ErrorShare: <= 1, Seconds: > 0 }, $"{entry}"));
            Assert.True(record is { Ceilings: { CopyBytesPerSecond: > 0, FmaFlopsPerSecond: > 0 }, LaunchSeconds: > 0 });
            Assert.Equal(device.Gpu is null ? "host clock" : "device events around a batch", record.Clock);
            CheckRoofline(record);
        }
    }

    [Fact]
    public void Processors_leave_out_products_that_take_a_gpu_unless_asked_for_them()
    {
        var gemm = BenchKernel.All.Where(static kernel => kernel.Name == ProductKernels.Gemm).ToList();
        var huge = KernelSize.Parse("4096x4096x4096");
        Assert.DoesNotContain(BenchWork.For(Device.Cpu, gemm, null, quick: false), work => work.Size.Text == huge.Text);
        Assert.Contains(BenchWork.For(Device.Cpu, gemm, [huge], quick: false), work => work.Size.Text == huge.Text);
    }

    [Fact]
    public void Successive_runs_use_other_buffers_and_come_round()
    {
        using var sets = new BufferSets(Device.Cpu.Backend, bytesOfSet: 100, rotatedBytes: 250);
        Assert.Equal(3, sets.Count);
        Assert.Distinct(sets.Random(5).Select(static slice => slice.Offset));
    }

    private static void CheckRoofline(DeviceRecord record)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.png");
        RooflinePlot.Save(record, null, path);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]);
        File.Delete(path);
    }

    private static EntryRecord Measure(Func<Device, KernelSize, long, PreparedKernel> prepare)
    {
        var kernel = new BenchKernel("made-up", SizeForm.Count, Bound.Copy, [s_size], [s_size], prepare);
        return new DeviceBench(MeasuredDevice.Of(Device.Cpu), s_plan).Run([new BenchWork(kernel, s_size)]).Entries.Single();
    }

    private static PreparedKernel Made(float[] output) => new() { Run = static _ => { }, Outputs = () => [output], Bytes = 16, Flops = 4 };
}
