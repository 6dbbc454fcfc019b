namespace NumericsCore.Data;

/// <summary>Finds what makes a test look better than predictions of new rows will be: test rows that were trained on, and columns that give the target away.</summary>
public static class Leakage
{
    /// <summary>How well a column alone has to predict the target to be a <see cref="TellingColumn"/>: a balanced accuracy or R² of 0.99.</summary>
    public const double NearlyPerfect = 0.99;

    /// <summary>The fewest rows from which a column is judged.</summary>
    public const int MinRows = 100;

    // in shuffled order, and enough for a score of two digits
    private const int MaxRows = 10_000;

    /// <summary>Looks at the columns that a model would be trained on. It takes O(n log n) for each column.</summary>
    /// <param name="table">The features and the target, with all rows. Missing values are one value of their own.</param>
    /// <param name="target">The name of the target; no value of it is missing.</param>
    /// <param name="split">The rows to train and to test on.</param>
    /// <param name="kind">What the target is; <see cref="Column.DetectTargetKind"/> says it if null.</param>
    /// <exception cref="TableException">There is no such column, or a value of it is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The split is of another table.</exception>
    public static LeakageReport Check(Table table, string target, Split split, TargetKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(split);
        RowIndex.Check(split.Train, table.RowCount);
        RowIndex.Check(split.Test, table.RowCount);
        var known = table[target];
        if (known.MissingCount > 0) throw new TableException("a value of the target is missing; leave such rows out with DropMissing()", table.Name, column: target);
        var (repeated, expected) = RepeatedRows.Count(table.Columns, split);
        return new(repeated, split.Test.Length, expected, Telling(table, known, split.Train, kind ?? known.DetectTargetKind()));
    }

    private static TellingColumn[] Telling(Table table, Column target, ReadOnlySpan<int> train, TargetKind kind)
    {
        int[] rows = train[..Math.Min(train.Length, MaxRows)].ToArray();
        // what is to be predicted from one column alone is meant to be
        if (rows.Length < MinRows || table.Columns.Count < 3 || (kind == TargetKind.Regression && target is not NumericColumn)) return [];
        var neighbours = kind == TargetKind.Classes ? NeighbourScore.OfClasses(target, rows) : NeighbourScore.OfNumbers((NumericColumn)target, rows);
        return
        [
            .. table.Columns.Where(column => column != target && column.Fault is null)
                .Select(column => new TellingColumn(column.Name, neighbours.Of(column, rows), kind, rows.Length))
                .Where(static column => column.Score >= NearlyPerfect),
        ];
    }
}
