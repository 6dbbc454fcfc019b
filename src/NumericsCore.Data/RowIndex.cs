namespace NumericsCore.Data;

/// <summary>The one check that row numbers given by a caller lie in the table.</summary>
internal static class RowIndex
{
    public static void Check(ReadOnlySpan<int> rows, int rowCount)
    {
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)rowCount)
                throw new ArgumentOutOfRangeException(nameof(rows), FormattableString.Invariant($"rows has {row}; there are {rowCount} rows, numbered from 0."));
        }
    }
}
