using NumericsCore.Testing;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Tensors;

/// <summary>What is not differentiable and so stands outside the operation table.</summary>
public class ComparisonTests
{
    private static readonly Tensor s_a = Make.Vector(1, 2, 3, double.NaN, -0.0), s_b = Make.Vector(2, 2, 2, 2, 0);

    [Fact]
    public void Comparisons_give_1_and_0_and_nan_compares_as_ieee_says()
    {
        Assert.Equal([1, 0, 0, 0, 0], s_a.LessThan(s_b).ToDoubleArray());
        Assert.Equal([1, 1, 0, 0, 1], s_a.LessThanOrEqualTo(s_b).ToDoubleArray());
        Assert.Equal([0, 0, 1, 0, 0], s_a.GreaterThan(s_b).ToDoubleArray());
        Assert.Equal([0, 1, 1, 0, 1], s_a.GreaterThanOrEqualTo(s_b).ToDoubleArray());
        Assert.Equal([0, 1, 0, 0, 1], s_a.EqualTo(s_b).ToDoubleArray());
        Assert.Equal([1, 0, 1, 1, 0], s_a.NotEqualTo(s_b).ToDoubleArray());
    }

    [Fact]
    public void Comparisons_with_a_number_are_those_with_a_tensor_of_it()
    {
        var two = Tensor.Scalar(2, ElementType.Float64);
        Bits.AssertEqual(s_a.LessThan(two), s_a.LessThan(2));
        Bits.AssertEqual(s_a.LessThanOrEqualTo(two), s_a.LessThanOrEqualTo(2));
        Bits.AssertEqual(s_a.GreaterThan(two), s_a.GreaterThan(2));
        Bits.AssertEqual(s_a.GreaterThanOrEqualTo(two), s_a.GreaterThanOrEqualTo(2));
        Bits.AssertEqual(s_a.EqualTo(two), s_a.EqualTo(2));
        Bits.AssertEqual(s_a.NotEqualTo(two), s_a.NotEqualTo(2));
    }

    [Fact]
    public void Comparisons_broadcast() =>
        Bits.AssertEqual(Make.Of([2, 3], 0, 1, 1, 0, 0, 1), Make.Of([2, 1], 1, 2).LessThan(Make.Vector(1, 2, 3)));

    [Fact]
    public void Arithmetic_with_a_number_keeps_its_side_and_its_gradient()
    {
        var x = Make.Vector(2, 4);
        Assert.Equal([5, 7], (x + 3).ToDoubleArray());
        Assert.Equal([5, 7], (3 + x).ToDoubleArray());
        Assert.Equal([-1, 1], (x - 3).ToDoubleArray());
        Assert.Equal([1, -1], (3 - x).ToDoubleArray());
        Assert.Equal([6, 12], (x * 3).ToDoubleArray());
        Assert.Equal([6, 12], (3 * x).ToDoubleArray());
        Assert.Equal([0.5, 1], (x / 4).ToDoubleArray());
        Assert.Equal([4, 2], (8 / x).ToDoubleArray());
        Assert.Equal([8, 64], x.Power(3).ToDoubleArray());
        Assert.Equal([3, 4], x.Maximum(3).ToDoubleArray());
        Assert.Equal([2, 3], x.Minimum(3).ToDoubleArray());
        Func<Tensor, Tensor>[] functions = [x => x + 3, x => 3 - x, x => x * 3, x => x / 4, x => 8 / x, x => x.Power(3), x => x.Maximum(3), x => x.Minimum(3)];
        Assert.All(functions, f => GradientLaw.Holds(f, new TensorOptions { Low = 1, High = 5, Kinks = [3] }, cases: 10));
    }

    [Fact]
    public void The_first_of_equal_extremes_is_pointed_at_along_any_axis()
    {
        var x = Make.Of([2, 2, 3], 1, 3, 3, 0, -1, 0, 5, 5, 5, -2, -1, -3);
        Bits.AssertEqual(Make.Of([2, 2], 1, 0, 0, 1), x.ArgMax());
        Bits.AssertEqual(Make.Of([2, 2], 0, 1, 0, 2), x.ArgMin());
        Bits.AssertEqual(Make.Of([2, 3], 0, 0, 0, 0, 0, 0), x.ArgMax(1));
        Bits.AssertEqual(Make.Of([2, 1, 3], 1, 1, 1, 1, 1, 1), x.ArgMin(1, keepDims: true));
        Bits.AssertEqual(Make.Of([2, 3], 1, 1, 1, 0, 0, 0), x.ArgMax(0));
        Assert.False(x.WithGradient().ArgMax().RequiresGradient);
    }

    [Fact]
    public void A_nan_counts_as_extreme()
    {
        var x = Make.Of([2, 3], 1, double.NaN, 9, 4, double.PositiveInfinity, double.NegativeInfinity);
        Assert.Equal([1, 1], x.ArgMax().ToDoubleArray());
        Assert.Equal([1, 2], x.ArgMin().ToDoubleArray());
        Assert.Equal([double.NaN, double.PositiveInfinity], x.Max(1).ToDoubleArray());
        Assert.Equal([double.NaN, double.NegativeInfinity], x.Min(1).ToDoubleArray());
    }

    [Fact]
    public void Equal_extremes_share_the_gradient_evenly()
    {
        var x = Make.Of([2, 4], 3, 1, 3, 3, -2, -2, 5, -1).WithGradient();
        (x.Max(1) * Make.Vector(6, 10)).Sum().Backward();
        Near.AssertEqual([2, 0, 2, 2, 0, 0, 10, 0], x.Gradient!);
        x.ClearGradient();
        (x.Min(1) * Make.Vector(6, 10)).Sum().Backward();
        Near.AssertEqual([0, 6, 0, 0, 5, 5, 0, 0], x.Gradient!);
    }

    // a default is compiled into its caller, so that a call here would say nothing about it
    [Theory]
    [InlineData(nameof(Tensor.Softmax))]
    [InlineData(nameof(Tensor.LogSoftmax))]
    [InlineData(nameof(Tensor.ArgMax))]
    [InlineData(nameof(Tensor.ArgMin))]
    public void An_axis_that_is_left_out_is_the_last(string method) =>
        Assert.Equal(-1, typeof(Tensor).GetMethod(method)!.GetParameters().Single(static parameter => parameter.Name == "axis").DefaultValue);
}
