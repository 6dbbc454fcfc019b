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
}
