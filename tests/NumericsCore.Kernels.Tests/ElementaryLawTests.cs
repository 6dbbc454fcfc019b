using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

public class ElementaryLawTests
{
    public static TheoryData<Type> MonotoneFormulas => [typeof(Exp), typeof(Log), typeof(Log1p), typeof(Tanh), typeof(Sigmoid), typeof(Softplus)];

    [Theory]
    [InlineData(typeof(Exp), 0, 1)]
    [InlineData(typeof(Exp), -0.0, 1)]
    [InlineData(typeof(Exp), double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(typeof(Exp), double.NegativeInfinity, 0)]
    [InlineData(typeof(Exp), 1e30, double.PositiveInfinity)]
    [InlineData(typeof(Exp), -1e30, 0)]
    [InlineData(typeof(Log), 1, 0)]
    [InlineData(typeof(Log), 0, double.NegativeInfinity)]
    [InlineData(typeof(Log), -0.0, double.NegativeInfinity)]
    [InlineData(typeof(Log), -1, double.NaN)]
    [InlineData(typeof(Log), double.NegativeInfinity, double.NaN)]
    [InlineData(typeof(Log), double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(typeof(Log1p), 0, 0)]
    [InlineData(typeof(Log1p), -0.0, -0.0)]
    [InlineData(typeof(Log1p), -1, double.NegativeInfinity)]
    [InlineData(typeof(Log1p), -2, double.NaN)]
    [InlineData(typeof(Log1p), double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(typeof(Tanh), 0, 0)]
    [InlineData(typeof(Tanh), -0.0, -0.0)]
    [InlineData(typeof(Tanh), double.PositiveInfinity, 1)]
    [InlineData(typeof(Tanh), double.NegativeInfinity, -1)]
    [InlineData(typeof(Sigmoid), 0, 0.5)]
    [InlineData(typeof(Sigmoid), double.PositiveInfinity, 1)]
    [InlineData(typeof(Sigmoid), double.NegativeInfinity, 0)]
    [InlineData(typeof(Softplus), double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(typeof(Softplus), double.NegativeInfinity, 0)]
    [InlineData(typeof(Exp), double.NaN, double.NaN)]
    [InlineData(typeof(Log), double.NaN, double.NaN)]
    [InlineData(typeof(Log1p), double.NaN, double.NaN)]
    [InlineData(typeof(Tanh), double.NaN, double.NaN)]
    [InlineData(typeof(Sigmoid), double.NaN, double.NaN)]
    [InlineData(typeof(Softplus), double.NaN, double.NaN)]
    [InlineData(typeof(Relu), double.NaN, double.NaN)]
    [InlineData(typeof(Relu), -0.0, 0)]
    [InlineData(typeof(Sign), double.NaN, double.NaN)]
    [InlineData(typeof(Sign), 0, 0)]
    public void Special_arguments_give_what_IEEE_says(Type formula, double x, double expected)
    {
        Assert.True(Ulps.IsSame(expected, Single(formula, (float)x)));
        Assert.True(Ulps.IsSame(expected, LaneRunner.Run<double>(formula, [x])[0]));
    }

    [Theory]
    [InlineData(typeof(Exp), -100f, 3.783506e-44f)]
    [InlineData(typeof(Sigmoid), -100f, 3.783506e-44f)]
    [InlineData(typeof(Softplus), -100f, 3.783506e-44f)]
    [InlineData(typeof(Log), 1e-45f, -103.27893f)]
    [InlineData(typeof(Exp), 88.72283f, 3.4027985e38f)]
    [InlineData(typeof(Exp), 88.72284f, float.PositiveInfinity)]
    public void Ends_of_the_range_are_exact(Type formula, float x, float expected) => Assert.Equal(expected, Single(formula, x));

    [Theory]
    [MemberData(nameof(MonotoneFormulas))]
    public void Neighbouring_arguments_never_reverse_order_by_more_than_an_ulp(Type formula)
    {
        float[] x = [.. Enumerable.Range(0, 200_000).Select(i => BitConverter.UInt32BitsToSingle((uint)(i * 21_433L))).Where(float.IsFinite)];
        float[] y = LaneRunner.Run<float>(formula, x);
        float[] next = LaneRunner.Run<float>(formula, [.. x.Select(MathF.BitIncrement)]);
        for (int i = 0; i < x.Length; i++)
            Assert.False(MathF.BitIncrement(next[i]) < y[i], $"{formula.Name} falls after {x[i]:R}: {y[i]:R}, {next[i]:R}");
    }

    [Fact]
    public void Exp_is_monotone_between_neighbouring_floats()
    {
        float[] x = [.. Enumerable.Range(0, 200_000).Select(i => (i * 0.00096f) - 104)];
        float[] y = LaneRunner.Run<float>(typeof(Exp), x);
        float[] next = LaneRunner.Run<float>(typeof(Exp), [.. x.Select(MathF.BitIncrement)]);
        Assert.DoesNotContain(true, y.Zip(next, (here, after) => after < here));
    }

    [Property]
    public bool Sigmoid_of_the_negation_is_the_complement(float x) =>
        float.IsNaN(x) || Math.Abs(Single(typeof(Sigmoid), -x) - (1.0 - Single(typeof(Sigmoid), x))) <= Math.ScaleB(1, -24);

    [Property]
    public bool Tanh_is_odd(float x) => Ulps.IsSame(Single(typeof(Tanh), -x), -Single(typeof(Tanh), x));

    [Property]
    public bool Softplus_of_x_less_that_of_minus_x_is_x(float x) =>
        !float.IsFinite(x) || Math.Abs(Single(typeof(Softplus), x) - Single(typeof(Softplus), -x) - x) <= 2 * (MathF.BitIncrement(Math.Abs(x)) - Math.Abs(x)) + Math.ScaleB(1, -22);

    [Property]
    public bool Maximum_and_minimum_are_those_of_IEEE(float a, float b) =>
        Ulps.IsSame(MathF.Max(a, b), Binary(typeof(Maximum), a, b)) && Ulps.IsSame(MathF.Min(a, b), Binary(typeof(Minimum), a, b));

    [Fact]
    public void Maximum_and_minimum_order_zeros_and_propagate_NaN()
    {
        float[] values = [0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, -float.MaxValue];
        foreach (float a in values)
        {
            foreach (float b in values)
                Assert.True(Maximum_and_minimum_are_those_of_IEEE(a, b), $"{a}, {b}");
        }
    }

    private static float Single(Type formula, float x) => LaneRunner.Run<float>(formula, [x])[0];

    private static float Binary(Type formula, float a, float b) => LaneRunner.Run<float>(formula, [a], [b])[0];
}
