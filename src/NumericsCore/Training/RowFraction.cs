namespace NumericsCore;

/// <summary>How many rows a fraction of them is: one rule for test and validation splits.</summary>
public static class RowFraction
{
    /// <summary>
    /// ⌈rows · fraction⌉, in decimal: 7 % of 100 rows are 7 and 30 % of 90 are 27, though the float64 nearest to 0.07 is above it and
    /// 90 · (1 - 0.3) is below 63.
    /// </summary>
    /// <param name="rowCount">The number of rows, 0 or more.</param>
    /// <param name="fraction">From 0 to 1; the decimal number of at most 15 digits nearest to it is meant.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static int Count(int rowCount, double fraction)
    {
        Kernels.OutOfRange.ThrowIfNegative(rowCount);
        if (!(fraction >= 0 && fraction <= 1)) throw Kernels.OutOfRange.Error(nameof(fraction), fraction, "A fraction of rows lies in [0, 1].");
        return (int)Math.Ceiling(rowCount * (decimal)fraction);
    }
}
