namespace NumericsCore.Kernels.Tests;

/// <summary>Distances of results in units in the last place.</summary>
internal static class Ulps
{
    /// <summary>Whether two numbers are the same: equal bits, or both NaN of any payload.</summary>
    public static bool IsSame(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>The distance of a float32 result from the exact value, given to float64, in float32 ulps of the exact value; ∞ where NaN, infinity or the sign of zero differ.</summary>
    public static double Between(double exact, float result)
    {
        if (exact == 0 || !double.IsFinite(exact))
            return IsSame(exact, result) ? 0 : double.PositiveInfinity;
        if (!float.IsFinite(result))
            return IsSame((float)exact, result) ? 0 : double.PositiveInfinity;

        // 2^(52 - 29 - exponent) straight from the bits; below 2^-126 the spacing stays 2^-149.
        long exponent = Math.Max((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7ff, 1023 - 126);
        double perUlp = BitConverter.Int64BitsToDouble((1023 + 1023 + 23 - exponent) << 52);
        return Math.Abs(result - exact) * perUlp;
    }
}
