using NumericsCore.Kernels;
using NumericsCore.Tests.Support;
using SoftwareMatrixUnit = NumericsCore.Kernels.Tests.SoftwareMatrixUnit;

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

    [Fact]
    public void Without_tensor_cores_fast_products_are_refused_with_the_device_and_what_it_needs()
    {
        foreach (var device in (Device[])[Device.Cpu, .. s_openCL])
        {
            string expected = $"MathMode.Fast needs the tensor cores of a CUDA device of compute capability 8.0 or later; {device.Name}, {device.Description}, is none.";
            Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => device.WithMathMode(MathMode.Fast)).Message);
            Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => Device.Parse(device.Name + ":fast")).Message);
        }
    }

    [Theory]
    [InlineData("gpu:fast")]
    [InlineData(":fast")]
    [InlineData("cpu:slow")]
    [InlineData("fast")]
    public void A_name_that_is_no_device_stays_none(string name) => Assert.Throws<ArgumentException>(() => Device.Parse(name));

    [Fact]
    public void An_unknown_mode_is_refused() =>
        Assert.Equal("mathMode", Assert.Throws<ArgumentOutOfRangeException>(() => Device.Cpu.WithMathMode((MathMode)2)).ParamName);

    [GpuFact]
    public void A_fast_device_rounds_products_and_their_gradients_and_nothing_else()
    {
        // 1 + 2^-11 is a tie, which goes up to 1 + 2^-10
        float tie = 1 + MathF.ScaleB(1, -11), up = 1 + MathF.ScaleB(1, -10);
        foreach (var exact in s_openCL)
        {
            var fast = exact.MakeFast(new FastGemm<SoftwareMatrixUnit> { LeastTiles = 0 });
            Assert.Equal((MathMode.Fast, exact.Name + ":fast", fast.Name), (fast.MathMode, fast.Name, fast.ToString()));
            Assert.Same(exact, fast.WithMathMode(MathMode.Exact));
            Assert.Same(fast, fast.WithMathMode(MathMode.Fast));

            Assert.Equal((up * up, up), Gradient(fast));
            Assert.Equal((tie * tie, tie), Gradient(exact));
            Assert.Equal(tie * tie, (Of(fast) * Of(fast)).ToScalar());
            Assert.Equal(tie, Of(exact).To(fast).ToScalar());
        }

        Tensor Of(Device device) => Tensor.From(new[] { tie }, [1, 1], device);

        (double Product, double Gradient) Gradient(Device device)
        {
            var w = Of(device).WithGradient();
            var y = Of(device).MatMul(w);
            y.Backward();
            return (y.ToScalar(), w.Gradient!.ToScalar());
        }
    }
}
