namespace NumericsCore.Kernels.Tests;

/// <summary>The elementary functions of a float64 argument to some 100 bits, by plain series over double-doubles.</summary>
internal static class ExactFunctions
{
    private const int Halvings = 8;
    private const int ExpTerms = 12;
    private const int AtanhTerms = 24;

    // The third part of ln 2: n·ln 2 must be exact beyond a double-double for n up to 1075.
    private const double Ln2Third = 5.7077084384162121e-34;

    private static readonly DoubleDouble[] s_oddReciprocals = [.. Enumerable.Range(0, AtanhTerms).Select(k => (DoubleDouble)1 / (2 * k + 1))];

    public static ExactValue Exp(double x)
    {
        if (!double.IsFinite(x))
            return new(Math.Exp(x));
        double clamped = Math.Clamp(x, -1e4, 1e4);
        (DoubleDouble t, int n) = ReduceExp(clamped);
        return new(t + 1, n);
    }

    public static ExactValue Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
            return new(Math.Log(x));
        int scale = double.IsSubnormal(x) ? 64 : 0;
        return LogOf(Math.ScaleB(x, scale), -scale);
    }

    public static ExactValue Log1p(double x)
    {
        if (!(x > -1) || double.IsInfinity(x))
            return new(x == -1 ? double.NegativeInfinity : x > 0 ? x : double.NaN);
        return Math.Abs(x) < 1e-60 ? new(x) : LogOf(DoubleDouble.Sum(1, x), 0);
    }

    public static ExactValue Sigmoid(double x)
    {
        if (double.IsNaN(x))
            return new(x);
        if (x > 200)
            return new(1);
        if (double.IsNegativeInfinity(x))
            return new(0);
        ExactValue power = Exp(-Math.Abs(x));
        DoubleDouble denominator = x < -200 ? 1 : power.Value.Scale(power.Exponent) + 1;
        return x < 0 ? new(power.Value / denominator, power.Exponent) : new(1 / denominator);
    }

    public static ExactValue Tanh(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) < 1e-20)
            return new(x);
        if (Math.Abs(x) > 100)
            return new(Math.Sign(x));
        (DoubleDouble t, int n) = ReduceExp(2 * Math.Abs(x));
        DoubleDouble e = t.Scale(n) + (Math.ScaleB(1, n) - 1);
        DoubleDouble y = e / (e + 2);
        return new(x < 0 ? -y : y);
    }

    public static ExactValue Softplus(double x)
    {
        if (double.IsNaN(x) || x > 200)
            return new(x);
        if (double.IsNegativeInfinity(x))
            return new(0);
        ExactValue power = Exp(-Math.Abs(x));
        if (x < -200)
            return power;
        DoubleDouble e = power.Value.Scale(power.Exponent);
        DoubleDouble tail = e.High < 0.4 ? Log1pOfSmall(e) : LogOf(e + 1, 0).Value;
        return new(x > 0 ? tail + x : tail);
    }

    /// <summary>x^y of a finite x above 0 and a finite y.</summary>
    public static ExactValue Power(double x, double y)
    {
        ExactValue log = Log(x);
        DoubleDouble product = log.Value.Scale(log.Exponent) * y;
        // e^(high + low), where low is some 2^-44 at most
        ExactValue power = Exp(product.High);
        return new(power.Value * ((product.Low * (product.Low / 2)) + (DoubleDouble)product.Low + 1), power.Exponent);
    }

    /// <summary>t and n with e^x = 2^n·(1 + t), |t| below 0.42; t has full relative accuracy.</summary>
    private static (DoubleDouble T, int N) ReduceExp(double x)
    {
        double n = Math.Round(x / DoubleDouble.Ln2.High);
        DoubleDouble r = MinusMultipleOfLn2(x, n).Scale(-Halvings);
        DoubleDouble t = 0;
        for (int k = ExpTerms; k >= 1; k--)
            t = (t + 1) * r / k;
        for (int i = 0; i < Halvings; i++)
            t = t * (t + 2);
        return (t, (int)n);
    }

    /// <summary>x - n·ln 2 with every product exact.</summary>
    private static DoubleDouble MinusMultipleOfLn2(double x, double n)
    {
        double high = n * DoubleDouble.Ln2.High;
        double highError = Math.FusedMultiplyAdd(n, DoubleDouble.Ln2.High, -high);
        double low = n * DoubleDouble.Ln2.Low;
        double lowError = Math.FusedMultiplyAdd(n, DoubleDouble.Ln2.Low, -low);
        return DoubleDouble.Sum(x, -high) - highError - low - (lowError + (n * Ln2Third));
    }

    private static ExactValue LogOf(DoubleDouble u, int exponent)
    {
        int k = Math.ILogB(u.High * Math.Sqrt(0.5)) + 1;
        return new((DoubleDouble.Ln2 * (k + exponent)) + Log1pOfSmall(u.Scale(-k) - 1));
    }

    /// <summary>log(1 + f) = 2·atanh(f/(2 + f)) for f in [-0.3, 0.42], with full relative accuracy.</summary>
    private static DoubleDouble Log1pOfSmall(DoubleDouble f)
    {
        DoubleDouble s = f / (f + 2);
        DoubleDouble z = s * s;
        DoubleDouble sum = 0;
        for (int i = AtanhTerms - 1; i >= 0; i--)
            sum = (sum * z) + s_oddReciprocals[i];
        return 2 * s * sum;
    }
}
