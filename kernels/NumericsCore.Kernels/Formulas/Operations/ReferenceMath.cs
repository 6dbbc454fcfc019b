namespace NumericsCore.Kernels.Formulas;

/// <summary>Float64 references that <see cref="Math"/> lacks.</summary>
internal static class ReferenceMath
{
    private static readonly double[] s_weights = [.. Enumerable.Range(1, 13).Select(static k => Math.Exp(-0.25 * k * k))];

    /// <summary>log(1 + x) within some ulps: u - 1 is exact, so that the quotient makes up for the rounding of u (Kahan).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>e^x - 1 within some ulps: the logarithm of the rounded u = e^x tells what its rounding changed (Kahan).</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1 || double.IsPositiveInfinity(u)) return u == 1 ? x : u;
        return u - 1 == -1 ? -1 : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>x·σ(v) with v = 2√(2/π)·(x + 0.044715x³) and its rounding error, for e^-v counts it |v| times.</summary>
    public static double GeluTanh(double x)
    {
        if (Math.Abs(x) > 1000) return x > 0 ? x : -0.0;
        const double Factor = 1.5957691216057308, FactorLow = -9.96930880911092e-17, Cubic = 0.044715, CubicLow = 2.1960211427085595e-18;
        double square = x * x, squareLow = Math.FusedMultiplyAdd(x, x, -square);
        double cubic = Cubic * square, cubicLow = Math.FusedMultiplyAdd(Cubic, square, -cubic) + Cubic * squareLow + CubicLow * square;
        double sum = 1 + cubic, sumLow = cubicLow + (cubic >= 1 ? 1 - (sum - cubic) : cubic - (sum - 1));
        double linear = Factor * x, linearLow = Math.FusedMultiplyAdd(Factor, x, -linear) + FactorLow * x;
        double v = linear * sum, vLow = Math.FusedMultiplyAdd(linear, sum, -v) + linear * sumLow + linearLow * sum;
        double power = Math.Exp(-Math.Abs(v)), corrected = double.IsFinite(vLow) ? power * (1 - Math.CopySign(1, v) * vLow) : power;
        return v < 0 ? x * (corrected / (1 + corrected)) : x / (1 + corrected);
    }

    /// <summary>x·tanh(log(1 + e^x)).</summary>
    public static double Mish(double x)
    {
        double p = Math.Exp(-Math.Abs(x));
        return x < 0 ? Math.Max(x, -800) * p * ((2 + p) / (2 + p * (2 + p))) : x * ((1 + 2 * p) / (1 + 2 * p * (1 + p)));
    }

    /// <summary>erf x within some ulps: a series of positive terms up to ½, above 1 - erfc x.</summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a > 0.5) return Math.CopySign(1 - Erfc(a), x);
        double term = 2 / Math.Sqrt(Math.PI) * ExpOfNegativeSquare(x, 1) * x, sum = term;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++) sum += term *= 2 * x * x / (2 * n + 1);
        return sum;
    }

    /// <summary>erfc x within some ulps.</summary>
    public static double Erfc(double x) => x < -0.5 ? 2 - Erfc(-x) : x <= 0.5 ? 1 - Erf(x) : ErfcTail(x, ExpOfNegativeSquare(x, 1));

    /// <summary>x·Φ(x) within some ulps.</summary>
    public static double Gelu(double x)
    {
        double a = Math.Abs(x) * Math.Sqrt(0.5);
        if (a < 0.5) return 0.5 * x * (1 + Erf(x * Math.Sqrt(0.5)));
        if (a > 28) return x > 0 ? x : -0.0;
        double tail = 0.5 * ErfcTail(a, ExpOfNegativeSquare(x, 0.5));
        return x < 0 ? x * tail : x * (1 - tail);
    }

    /// <summary>
    /// erfc x for x ≥ ½, from e^(-x²), by the trapezoidal rule, whose error in steps of ½ is below the rounding errors (C. Chiarella, A. Reichel, "On the
    /// evaluation of integrals related to the error function", 1968).
    /// </summary>
    private static double ErfcTail(double x, double exponential)
    {
        if (!(x <= 28)) return x > 28 ? 0 : x;
        double sum = 0;
        for (int k = s_weights.Length; k > 0; k--) sum += s_weights[k - 1] / (0.25 * k * k + x * x);
        double pole = x < 2 * Math.PI ? 2 / (Math.Exp(4 * Math.PI * x) - 1) : 0;
        return 0.5 * x * exponential / Math.PI * (1 / (x * x) + 2 * sum) - pole;
    }

    /// <summary>e^(-factor·x²), where the rounding error of the square counts.</summary>
    private static double ExpOfNegativeSquare(double x, double factor)
    {
        double square = x * x;
        return double.IsInfinity(square) ? 0 : Math.Exp(-factor * square) * (1 - factor * Math.FusedMultiplyAdd(x, x, -square));
    }
}
