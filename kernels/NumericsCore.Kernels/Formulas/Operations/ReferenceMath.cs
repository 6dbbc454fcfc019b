namespace NumericsCore.Kernels;

/// <summary>Float64 references that <see cref="Math"/> lacks.</summary>
internal static class ReferenceMath
{
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
}
