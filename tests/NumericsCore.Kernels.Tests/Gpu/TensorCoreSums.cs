namespace NumericsCore.Kernels.Tests;

/// <summary>
/// How tensor cores have been found to add up: some products at a time and what was added before, all aligned to the largest and cut
/// off some bits behind the 24th, and their sum cut off to 24 bits (F. A. Khattak and M. Mikaitis, "Accurate models of NVIDIA tensor
/// cores", arXiv:2512.07004, 2025).
/// </summary>
internal static class TensorCoreSums
{
    /// <summary>Σ a·b.</summary>
    /// <param name="a">Rounded operands.</param>
    /// <param name="b">As many.</param>
    /// <param name="atOnce">Products that are added at a time.</param>
    /// <param name="extraBits">Bits kept beyond 24.</param>
    public static double Product(float[] a, float[] b, int atOnce, int extraBits)
    {
        double sum = 0;
        for (int start = 0; start < a.Length; start += atOnce)
        {
            double[] terms = [sum, .. Enumerable.Range(start, Math.Min(atOnce, a.Length - start)).Select(k => (double)a[k] * b[k])];
            double largest = terms.Max(Math.Abs);
            // multiples of the unit that the largest term's exponent allows add up exactly in float64
            if (largest > 0) sum = Cut(terms.Sum(term => Cut(term, largest, extraBits)), null, 0);
        }

        return sum;
    }

    private static double Cut(double value, double? largest, int extraBits)
    {
        if (value == 0) return 0;
        double unit = Math.ScaleB(1, Math.ILogB(largest ?? value) - 23 - extraBits);
        return Math.Truncate(value / unit) * unit;
    }
}
