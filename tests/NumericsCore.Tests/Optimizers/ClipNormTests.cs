using FsCheck;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers;

/// <summary>Clipping by norm scales where squares overflow, and nowhere else.</summary>
public class ClipNormTests
{
    [Theory]
    [InlineData(1e20f, 100, 1)]
    [InlineData(1.8e19f, 3, 1)]
    [InlineData(3e38f, 1000, 1e-3)]
    [InlineData(3e38f, 5, 1e20)]
    [InlineData(1e25f, 7, 2e25)]
    public void Large_gradients_are_clipped_to_the_norm(float gradient, int count, double norm)
    {
        var parameter = new Parameter(Tensor.Zeros([count]));
        var sgd = new Sgd(learningRate: 1) { ClipNorm = norm };
        sgd.AddGroup([parameter]);
        (parameter * gradient).Sum().Backward();
        sgd.Step();
        double expected = -Math.Min(gradient, norm / Math.Sqrt(count));
        Assert.All(parameter.ToArray<float>(), value => Assert.Equal(expected, value, 1e-6 * -expected));
    }

    [Fact]
    public void So_are_those_of_float64()
    {
        var parameter = Make.Parameter(0, 0);
        var sgd = new Sgd(learningRate: 1) { ClipNorm = 5 };
        sgd.AddGroup([parameter]);
        (parameter * Make.Vector(3e300, -4e300)).Sum().Backward();
        sgd.Step();
        Near.AssertEqual([-3, 4], parameter);
    }

    [Fact]
    public void A_large_gradient_within_the_norm_keeps_its_bits_and_its_small_elements()
    {
        var parameter = new Parameter(Tensor.Zeros([3]));
        var sgd = new Sgd(learningRate: 1) { ClipNorm = 1e30 };
        sgd.AddGroup([parameter]);
        (parameter * Tensor.From([1e25f, 1.2345678f, 1e-30f])).Sum().Backward();
        sgd.Step();
        Assert.Equal([-1e25f, -1.2345678f, -1e-30f], parameter.ToArray<float>());
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_gradient_that_is_no_number_shows(float gradient)
    {
        var parameter = new Parameter(Tensor.Zeros([2]));
        var sgd = new Sgd(learningRate: 1) { ClipNorm = 1 };
        sgd.AddGroup([parameter]);
        (parameter * Tensor.From([gradient, 1])).Sum().Backward();
        sgd.Step();
        Assert.True(float.IsNaN(parameter.ToArray<float>()[0]));
    }

    /// <summary>In the ordinary range the bits are those of the plain formula.</summary>
    [Property]
    public void Ordinary_gradients_keep_the_bits_of_the_formula(NonEmptyArray<NormalFloat> values, PositiveInt norm)
    {
        float[] gradient = [.. values.Get.Select(static value => (float)(Math.Sign(value.Get) * Math.Min(1e15, Math.Abs(value.Get))))];
        var g = Tensor.From(gradient);
        var expected = -(g * (norm.Get / 10.0 / (g.Square().Sum().Sqrt() + 1e-6)).Minimum(1));
        var parameter = new Parameter(Tensor.Zeros([gradient.Length]));
        var sgd = new Sgd(learningRate: 1) { ClipNorm = norm.Get / 10.0 };
        sgd.AddGroup([parameter]);
        (parameter * g).Sum().Backward();
        sgd.Step();
        Assert.Equal(expected.ToArray<float>(), parameter.ToArray<float>());
    }
}
