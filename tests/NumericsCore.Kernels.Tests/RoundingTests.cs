using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

/// <summary>Roundings to integers and remainders are those of IEEE 754, bit by bit.</summary>
public class RoundingTests
{
    private static readonly double[] s_special =
    [
        0, -0.0, 0.5, -0.5, 1, -1, 1.5, 2.5, -2.5, 0.49999997, 0.9999999, -0.9999999, 3, 7, 1e-3, 1e10, -1e10, 8388607.5, 8388609, 16777217, 4503599627370495.5, 1e-30, 1e30, -1e38,
        float.Epsilon, -float.Epsilon, float.MaxValue, 1.17549435e-38, double.Epsilon, double.MaxValue, 2.2250738585072014e-308, 1e300, 1e-300,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Integers_are_those_of_IEEE_for_special_arguments()
    {
        foreach (double x in s_special) Assert.True(Integers_are_those_of_IEEE(x) && Integers_of_float32_are_those_of_IEEE((float)x), $"{x:R}");
    }

    [Property]
    public bool Integers_are_those_of_IEEE(double x) =>
        Ulps.IsSame(Math.Floor(x), Double(typeof(Floor), x)) && Ulps.IsSame(Math.Ceiling(x), Double(typeof(Ceiling), x))
        && Ulps.IsSame(Math.Truncate(x), Double(typeof(Truncate), x)) && Ulps.IsSame(Math.Round(x, MidpointRounding.ToEven), Double(typeof(Round), x));

    [Property]
    public bool Integers_of_float32_are_those_of_IEEE(float x) =>
        Ulps.IsSame(MathF.Floor(x), Single(typeof(Floor), x)) && Ulps.IsSame(MathF.Ceiling(x), Single(typeof(Ceiling), x))
        && Ulps.IsSame(MathF.Truncate(x), Single(typeof(Truncate), x)) && Ulps.IsSame(MathF.Round(x, MidpointRounding.ToEven), Single(typeof(Round), x));

    [Fact]
    public void Remainders_are_exact_for_special_arguments()
    {
        foreach (double a in s_special)
            foreach (double b in s_special)
            {
                Assert.True(Remainder_is_exact(a, b), $"{a:R} mod {b:R}: {Run(a, b):R}, expected {Expected(a, b):R}");
                Assert.True(Remainder_of_float32_is_exact((float)a, (float)b), $"{(float)a:R} mod {(float)b:R}: {Run((float)a, (float)b):R}, expected {Expected((float)a, (float)b):R}");
            }
    }

    [Property(MaxTest = 2000)]
    public bool Remainder_is_exact_for_any_bits(long a, long b) => Remainder_is_exact(BitConverter.Int64BitsToDouble(Mixed(a)), BitConverter.Int64BitsToDouble(Mixed(b)));

    [Property(MaxTest = 2000)]
    public bool Remainder_of_float32_is_exact_for_any_bits(long a, long b) =>
        Remainder_of_float32_is_exact(BitConverter.Int32BitsToSingle((int)Mixed(a)), BitConverter.Int32BitsToSingle((int)Mixed(b)));

    /// <summary>The greatest numbers modulo numbers of every exponent: quotients of as many bits as there are.</summary>
    [Fact]
    public void Remainders_of_the_longest_quotients_are_exact()
    {
        const int samples = 8;
        Random random = new(11);
        double Number(int exponent) => Math.ScaleB(1 + random.NextDouble(), exponent) * (random.Next(2) * 2 - 1);
        double[] b = [.. Enumerable.Range(-1074, 2098).SelectMany(exponent => Enumerable.Range(0, samples).Select(_ => Number(exponent)))];
        double[] a = [.. b.Select((_, i) => Number(1023 - i % 4))], r = LaneRunner.Run(typeof(Remainder), a, b);
        for (int i = 0; i < r.Length; i++) Assert.True(Ulps.IsSame(Expected(a[i], b[i]), r[i]), $"{a[i]:R} mod {b[i]:R}: {r[i]:R}, expected {Expected(a[i], b[i]):R}");

        float[] singleB = [.. Enumerable.Range(-149, 277).SelectMany(exponent => Enumerable.Range(0, samples).Select(_ => (float)Number(exponent)))];
        float[] singleA = [.. singleB.Select((_, i) => (float)(Number(127 - i % 4) * (1 - Math.ScaleB(1, -24))))], single = LaneRunner.Run(typeof(Remainder), singleA, singleB);
        for (int i = 0; i < single.Length; i++) Assert.True(Ulps.IsSame(Expected(singleA[i], singleB[i]), single[i]), $"{singleA[i]:R} mod {singleB[i]:R}: {single[i]:R}, expected {Expected(singleA[i], singleB[i]):R}");
    }

    [Theory]
    [InlineData(7, 3, 1)]
    [InlineData(-7, 3, 2)]
    [InlineData(7, -3, -2)]
    [InlineData(-7, -3, -1)]
    [InlineData(-6, 3, -0.0)]
    [InlineData(5.5, 2, 1.5)]
    [InlineData(-1, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1, double.PositiveInfinity, 1)]
    [InlineData(1, 0, double.NaN)]
    [InlineData(1e30, 3, 1)]
    public void Remainders_have_the_sign_of_the_divisor(double a, double b, double expected) => Assert.Equal(expected, Run(a, b));

    private static bool Remainder_is_exact(double a, double b) => Ulps.IsSame(Expected(a, b), Run(a, b));

    private static bool Remainder_of_float32_is_exact(float a, float b) => Ulps.IsSame(Expected(a, b), Run(a, b));

    private static double Run(double a, double b) => LaneRunner.Run<double>(typeof(Remainder), [a], [b])[0];

    private static float Run(float a, float b) => LaneRunner.Run<float>(typeof(Remainder), [a], [b])[0];

    // C#'s % is exact
    private static double Expected(double a, double b) => a % b is var r && r != 0 && r < 0 != b < 0 ? r + b : r;

    private static float Expected(float a, float b) => a % b is var r && r != 0 && r < 0 != b < 0 ? r + b : r;

    /// <summary>Small integers as bits of all places.</summary>
    private static long Mixed(long value) => unchecked((long)((ulong)value * 0x9e3779b97f4a7c15 ^ (ulong)value >> 7));

    private static double Double(Type formula, double x) => LaneRunner.Run<double>(formula, [x])[0];

    private static float Single(Type formula, float x) => LaneRunner.Run<float>(formula, [x])[0];
}
