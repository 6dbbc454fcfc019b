using FsCheck.Xunit;
using Xunit.Abstractions;

namespace NumericsCore.Kernels.Tests;

/// <summary>Angles and distances of points: float32 against float64, float64 against mpmath, special values against IEEE 754.</summary>
public class PairAccuracyTests(ITestOutputHelper output)
{
    private static readonly double[] s_special =
    [
        0, -0.0, 1, -1, 0.5, -3, 1e-30, -1e30, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1.17549435e-38,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Theory]
    [InlineData(typeof(Atan2), "atan2", 0.62)]
    [InlineData(typeof(Hypot), "hypot", 0.6)]
    public void Float64_is_as_near_to_mpmath_as_stated(Type formula, string name, double stated)
    {
        Golden[] points = [.. Golden.Read("shelf-pairs-golden.csv", 2).Where(golden => golden.Function == name)];
        Assert.True(points.Length >= 90, $"{points.Length} points");
        double[] z = LaneRunner.Run<double>(formula, [.. points.Select(static golden => golden.Arguments[0])], [.. points.Select(static golden => golden.Arguments[1])]);
        var worst = points.Select((golden, i) => (Ulps: golden.Value.UlpsFrom(z[i]), Point: golden, Z: z[i])).MaxBy(static point => point.Ulps);
        string text = FormattableString.Invariant($"{worst.Ulps:0.0000} ulp at ({worst.Point.Arguments[0]:R}, {worst.Point.Arguments[1]:R}), where it gives {worst.Z:R}");
        output.WriteLine(text);
        Assert.True(worst.Ulps <= stated, text);
    }

    [Theory]
    [InlineData(typeof(Atan2), 0.7)]
    [InlineData(typeof(Hypot), 0.6)]
    public void Float32_is_as_near_to_float64_as_stated(Type formula, double stated)
    {
        Random random = new(3);
        float Any(int i) => i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : (float)(random.NextDouble() * 6 - 3);
        float[] a = [.. Enumerable.Range(0, 400_000).Select(Any)], b = [.. a.Select((_, i) => Any(i / 2))], z = LaneRunner.Run(formula, a, b);
        for (int i = 0; i < z.Length; i++)
        {
            double expected = Reference(formula, a[i], b[i]);
            Assert.True(Ulps.Between(expected, z[i]) <= stated, $"{formula.Name}({a[i]:R}, {b[i]:R}) = {z[i]:R}, expected {expected:R}");
        }
    }

    [Theory]
    [InlineData(typeof(Atan2))]
    [InlineData(typeof(Hypot))]
    public void Special_values_are_those_of_IEEE_754(Type formula)
    {
        foreach (double a in s_special)
        {
            foreach (double b in s_special)
            {
                double expected = Reference(formula, a, b), actual = LaneRunner.Run<double>(formula, [a], [b])[0];
                float single = LaneRunner.Run<float>(formula, [(float)a], [(float)b])[0];
                Assert.True(double.IsNaN(expected) ? double.IsNaN(actual) : new ExactValue(expected).UlpsFrom(actual) <= 1.5 || expected == actual, $"{formula.Name}({a:R}, {b:R}) = {actual:R}, expected {expected:R}");
                Assert.True(double.IsNegative(expected) == double.IsNegative(actual) || double.IsNaN(expected));
                Assert.True(Ulps.Between(Reference(formula, (float)a, (float)b), single) <= 1, $"{formula.Name}({(float)a:R}, {(float)b:R}) = {single:R}");
            }
        }
    }

    /// <summary>Symmetries hold in every bit.</summary>
    [Property(MaxTest = 300)]
    public bool Odd_functions_are_odd_and_even_ones_even(double x) =>
        new[] { typeof(Sin), typeof(Tan), typeof(Asin), typeof(Atan), typeof(Sinh), typeof(Erf) }.All(odd => Ulps.IsSame(Run(odd, -x), -Run(odd, x)))
        && new[] { typeof(Cos), typeof(Cosh) }.All(even => Ulps.IsSame(Run(even, -x), Run(even, x)));

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void No_angle_is_infinite(double x)
    {
        foreach (Type formula in (Type[])[typeof(Sin), typeof(Cos), typeof(Tan)])
        {
            Assert.Equal(double.NaN, Run(formula, x));
            Assert.Equal(float.NaN, LaneRunner.Run<float>(formula, [(float)x])[0]);
        }
    }

    private static double Reference(Type formula, double a, double b) => formula == typeof(Atan2) ? Math.Atan2(a, b) : double.Hypot(a, b);

    private static double Run(Type formula, double x) => LaneRunner.Run<double>(formula, [x])[0];
}
