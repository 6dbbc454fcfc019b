using System.Globalization;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

public class PowerTests
{
    private static readonly double[] s_special =
    [
        0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 2.5, -2.5, 1e-30, -1e-30, 1e30, -1e30, 16777216, 16777215, -16777215,
        float.Epsilon, float.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Float64_is_within_1_ulp_of_mpmath()
    {
        (double X, double Y, ExactValue Value)[] points = [.. Golden.Read("power-golden.csv", 2).Select(golden => (golden.Arguments[0], golden.Arguments[1], golden.Value))];
        double[] actual = LaneRunner.Run<double>(typeof(Power), [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
        Assert.Equal(400, points.Length);
        for (int i = 0; i < points.Length; i++)
            Assert.True(points[i].Value.UlpsFrom(actual[i]) <= Power.ToleranceUlps, string.Create(CultureInfo.InvariantCulture, $"{points[i].X:R}^{points[i].Y:R} = {actual[i]:R}, off by {points[i].Value.UlpsFrom(actual[i])} ulp"));
    }

    [Fact]
    public void Float32_is_within_1_ulp_over_the_whole_range()
    {
        Random random = new(4);
        float[] x = [.. Enumerable.Range(0, 200_000).Select(_ => (float)Math.ScaleB(1 + random.NextDouble(), random.Next(-149, 128)))];
        float[] y = [.. x.Select(value => (float)(((random.NextDouble() * 196) - 105) / Math.Log(value)))];
        float[] actual = LaneRunner.Run<float>(typeof(Power), x, y);
        for (int i = 0; i < x.Length; i++)
            Assert.True(Ulps.Between(Math.Pow(x[i], y[i]), actual[i]) <= Power.ToleranceUlps, $"{x[i]:R}^{y[i]:R} = {actual[i]:R}");
    }

    [Fact]
    public void Special_arguments_give_what_IEEE_says()
    {
        foreach (double x in s_special)
        {
            foreach (double y in s_special)
            {
                double actual = LaneRunner.Run<double>(typeof(Power), [x], [y])[0];
                Assert.True(Ulps.IsSame(Math.Pow(x, y), actual) || new ExactValue(Math.Pow(x, y)).UlpsFrom(actual) <= 2, $"{x:R}^{y:R} = {actual:R}");
                float single = LaneRunner.Run<float>(typeof(Power), [(float)x], [(float)y])[0];
                Assert.True(Ulps.Between(Math.Pow((float)x, (float)y), single) <= Power.ToleranceUlps, $"{(float)x:R}^{(float)y:R} = {single:R}");
            }
        }
    }

    [Fact]
    public void Small_integral_powers_are_exact()
    {
        for (int x = 2; x <= 12; x++)
        {
            for (int y = -3; Math.Pow(x, y) < 1 << 24; y++)
            {
                Assert.Equal((float)Math.Pow(x, y), LaneRunner.Run<float>(typeof(Power), [x], [y])[0]);
                Assert.Equal(Math.Pow(x, Math.Abs(y)), LaneRunner.Run<double>(typeof(Power), [x], [Math.Abs(y)])[0]);
            }
        }
    }

    // the two words of the general formula miss some of these by an ulp
    [Fact]
    public void Squares_are_rounded_once()
    {
        Random random = new(6);
        double[] x = [.. Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-60, 60)))];
        Assert.Equal(x.Select(static value => value * value), LaneRunner.Run<double>(typeof(Power), x, [.. x.Select(static _ => 2.0)]));
        Assert.Equal(x.Select(static value => (float)value * (float)value), LaneRunner.Run<float>(typeof(Power), [.. x.Select(static value => (float)value)], [.. x.Select(static _ => 2f)]));
    }

    [Property]
    public bool The_powers_0_half_1_and_2_are_rounded_once(float x)
    {
        float[] powers = LaneRunner.Run<float>(typeof(Power), [x, x, x], [0, 1, 2]);
        float root = LaneRunner.Run<float>(typeof(Power), [Math.Abs(x)], [0.5f])[0];
        return powers[0] == 1 && Ulps.IsSame(x, powers[1]) && Ulps.IsSame(x * x, powers[2]) && Ulps.IsSame(MathF.Sqrt(Math.Abs(x)), root);
    }
}
