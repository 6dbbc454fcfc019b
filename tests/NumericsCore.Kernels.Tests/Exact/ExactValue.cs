namespace NumericsCore.Kernels.Tests;

/// <summary>Value·2^Exponent: a result to some 100 bits that no exponent range limits.</summary>
internal readonly record struct ExactValue(DoubleDouble Value, int Exponent = 0)
{
    /// <summary>The distance from a float64 result, in units in the last place of the exact value.</summary>
    public double UlpsFrom(double result)
    {
        if (double.IsNaN(Value.High) || double.IsInfinity(Value.High) || Value.High == 0)
            return Ulps.IsSame(Value.High, result) ? 0 : double.PositiveInfinity;
        int exponent = Math.ILogB(Value.High) + Exponent;
        int ulp = Math.Max(exponent, -1022) - 52;
        if (double.IsInfinity(result))
        {
            // The exact value rounds to infinity from half an ulp above the largest number on.
            bool overflows = Math.Sign(result) == Math.Sign(Value.High) && (exponent > 1023 || (exponent == 1023 && Value.Scale(-Math.ILogB(Value.High)).High >= 2 - Math.ScaleB(1, -53)));
            return overflows ? 0 : double.PositiveInfinity;
        }

        DoubleDouble difference = Value - ScaleExactly(result, -Exponent);
        return Math.Abs(ScaleExactly(difference.High, Exponent - ulp));
    }

    // Two steps, so that neither leaves the range of exponents when the product does not.
    private static double ScaleExactly(double value, int exponent) => Math.ScaleB(Math.ScaleB(value, exponent / 2), exponent - (exponent / 2));
}
