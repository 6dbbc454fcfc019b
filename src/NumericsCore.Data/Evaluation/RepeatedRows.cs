namespace NumericsCore.Data;

/// <summary>Counts the test rows that training rows repeat.</summary>
internal static class RepeatedRows
{
    // enough for frequencies of values that repeat rows
    private const int MaxRows = 10_000;

    /// <summary>How many there are, and what fraction of the test rows would be so by chance.</summary>
    public static (int Count, double ExpectedShare) Count(IReadOnlyList<Column> columns, Split split)
    {
        var known = new HashSet<int>(split.Train.Length, new RowComparer([.. columns]));
        foreach (int row in split.Train) known.Add(row);
        int count = 0;
        foreach (int row in split.Test) count += known.Contains(row) ? 1 : 0;
        if (count == 0) return (0, 0);
        int[] rows = split.Train[..Math.Min(split.Train.Length, MaxRows)].ToArray();
        return (count, columns.Aggregate((double)split.Train.Length, (share, column) => share * SumOfSquares(column, rows)));
    }

    /// <summary>Σ p² over the values of a column: how likely two rows agree in it.</summary>
    private static double SumOfSquares(Column column, int[] rows)
    {
        var counts = new Dictionary<int, int>(new RowComparer([column]));
        foreach (int row in rows) counts[row] = counts.GetValueOrDefault(row) + 1;
        return counts.Values.Sum(count => (double)count / rows.Length * count / rows.Length);
    }

    /// <summary>Rows by what is in their cells: numbers by value, text by its characters, missing ones as one value.</summary>
    private sealed class RowComparer(Column[] columns) : IEqualityComparer<int>
    {
        private readonly double[]?[] _numbers = [.. columns.Select(static column => (column as NumericColumn)?.Owned)];

        public bool Equals(int x, int y)
        {
            for (int c = 0; c < columns.Length; c++)
            {
                // of double, Equals takes NaN for NaN and -0 for 0
                bool same = _numbers[c] is { } numbers ? numbers[x].Equals(numbers[y]) : string.Equals(columns[c].Text(x), columns[c].Text(y), StringComparison.Ordinal);
                if (!same) return false;
            }

            return true;
        }

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            for (int c = 0; c < columns.Length; c++)
            {
                if (_numbers[c] is { } numbers) hash.Add(numbers[row] + 0.0);
                else hash.Add(columns[c].Text(row), StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
