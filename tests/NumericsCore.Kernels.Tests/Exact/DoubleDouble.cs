namespace NumericsCore.Kernels.Tests;

/// <summary>An unevaluated sum of two doubles, some 106 bits: what float64 results are compared with (Dekker, 1971).</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble Ln2 { get; } = new(0.6931471805599453, 2.3190468138462996e-17);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double bRounded = sum - a;
        return new(sum, (a - (sum - bRounded)) + (b - bRounded));
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = Sum(a.High, b.High);
        DoubleDouble low = Sum(a.Low, b.Low);
        DoubleDouble sum = Renormalize(high.High, high.Low + low.High);
        return Renormalize(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + (-b);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double high = a.High * b.High;
        return Renormalize(high, Math.FusedMultiplyAdd(a.High, b.High, -high) + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double q1 = a.High / b.High;
        DoubleDouble rest = a - (b * q1);
        double q2 = rest.High / b.High;
        rest -= b * q2;
        return Renormalize(q1, q2) + (rest.High / b.High);
    }

    /// <summary>The value times 2^exponent, exact while nothing underflows.</summary>
    public DoubleDouble Scale(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    private static DoubleDouble Renormalize(double a, double b)
    {
        double sum = a + b;
        return new(sum, b - (sum - a));
    }
}
