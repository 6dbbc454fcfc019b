namespace NumericsCore;

/// <summary>How many rows a share of them is: one rule for tests and for validation.</summary>
public static class RowShare
{
    /// <summary>
    /// ⌈rows · share⌉, in decimal: 7 % of 100 rows are 7 and 30 % of 90 are 27, though the float64 nearest to 0.07 is above it and
    /// 90 · (1 - 0.3) is below 63.
    /// </summary>
    /// <param name="rowCount">The number of rows, 0 or more.</param>
    /// <param name="share">From 0 to 1; the decimal number of at most 15 digits nearest to it is meant.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static int Count(int rowCount, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        if (!(share >= 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in [0, 1].");
        return (int)Math.Ceiling(rowCount * (decimal)share);
    }
}
