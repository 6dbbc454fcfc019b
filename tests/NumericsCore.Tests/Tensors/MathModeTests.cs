using NumericsCore.Kernels;
using NumericsCore.Kernels.Tests;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

public class MathModeTests
{
    private static readonly Device[] s_openCL = [.. Gpus.All.Where(device => device.Name.StartsWith("opencl", StringComparison.Ordinal))];

    [Fact]
    public void Devices_are_exact_until_told_otherwise()
    {
        foreach (var device in (Device[])[Device.Cpu, Device.CreateCpu(2), .. Gpus.All])
        {
            Assert.Equal(MathMode.Exact, device.MathMode);
            Assert.Same(device, device.WithMathMode(MathMode.Exact));
        }
    }

    [Theory]
    [InlineData(MathMode.Fast, ":fast")]
    [InlineData(MathMode.FastBFloat16, ":bf16")]
    public void Without_tensor_cores_fast_products_are_refused_with_the_device_and_what_it_needs(MathMode mode, string suffix)
    {
        foreach (var device in (Device[])[Device.Cpu, .. s_openCL])
        {
            string expected = $"MathMode.{mode} needs the tensor cores of a CUDA device of compute capability 8.0 or later; {device.Name}, {device.Description}, is none.";
            Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => device.WithMathMode(mode)).Message);
            Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => Device.Parse(device.Name + suffix)).Message);
        }
    }

    [Theory]
    [InlineData("gpu:fast")]
    [InlineData(":fast")]
    [InlineData("cpu:slow")]
    [InlineData("fast")]
    [InlineData("bf16")]
    [InlineData("cuda:bf16:0")]
    public void A_name_that_is_no_device_stays_none(string name) => Assert.Throws<ArgumentException>(() => Device.Parse(name));

    [Fact]
    public void An_unknown_mode_is_refused() =>
        Assert.Equal("mathMode", Assert.Throws<ArgumentOutOfRangeException>(() => Device.Cpu.WithMathMode((MathMode)3)).ParamName);

    [GpuTheory]
    [InlineData(MathMode.Fast, ":fast", 10)]
    [InlineData(MathMode.FastBFloat16, ":bf16", 7)]
    public void A_fast_device_rounds_products_and_their_gradients_and_nothing_else(MathMode mode, string suffix, int fractionBits)
    {
        // 1 + 3·2^-(bits + 2) lies nearer to 1 + 2^-bits than to 1
        float x = 1 + (3 * MathF.ScaleB(1, -fractionBits - 2)), up = 1 + MathF.ScaleB(1, -fractionBits);
        foreach (var opened in s_openCL)
        {
            // a device of its own, so that the ones that programs get still refuse
            var exact = Device.OpenProfiled(opened.Info);
            var fast = exact.MakeFast(mode, backend => ((GpuBackend)backend).With(Software(mode)));
            Assert.Equal((mode, exact.Name + suffix, fast.Name), (fast.MathMode, fast.Name, fast.ToString()));
            Assert.Same(exact, fast.WithMathMode(MathMode.Exact));
            Assert.Same(fast, fast.WithMathMode(mode));
            Assert.Same(fast, exact.WithMathMode(mode));

            Assert.Equal((up * up, up), Gradient(fast));
            Assert.Equal((x * x, x), Gradient(exact));
            Assert.Equal(x * x, (Of(fast) * Of(fast)).ToScalar());
            Assert.Equal(x, Of(exact).To(fast).ToScalar());
        }

        static FastGemm Software(MathMode mode) => mode == MathMode.Fast
            ? new FastGemm<SoftwareMatrixUnit<SoftwareTf32>> { MinTiles = 0 }
            : new FastGemm<SoftwareMatrixUnit<SoftwareBFloat16>> { MinTiles = 0 };

        Tensor Of(Device device) => Tensor.From(new[] { x }, [1, 1], device);

        (double Product, double Gradient) Gradient(Device device)
        {
            var w = Of(device).WithGradient();
            var y = Of(device).MatMul(w);
            y.Backward();
            return (y.ToScalar(), w.Gradient!.ToScalar());
        }
    }
}
