namespace NumericsCore.Data;

/// <summary>A named column of a <see cref="Table"/>: a <see cref="NumericColumn"/> or a <see cref="TextColumn"/>.</summary>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name, unique in its table.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the cell in <paramref name="row"/> has no value.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="IndexOutOfRangeException"><paramref name="row"/> is not from 0 to <see cref="Count"/> - 1.</exception>
    public abstract bool IsMissing(int row);

    /// <summary>How many cells have no value.</summary>
    public int MissingCount
    {
        get
        {
            int missing = 0;
            for (int row = 0; row < Count; row++)
                if (IsMissing(row)) missing++;
            return missing;
        }
    }

    /// <summary>What kind of target this column looks like. <see cref="TargetKind"/> gives the rule.</summary>
    /// <exception cref="TableException">Every value is missing.</exception>
    public TargetKind DetectTargetKind() =>
        MissingCount < Count ? TargetKindOfValues() : throw new TableException("every value is missing", column: Name);

    private protected abstract TargetKind TargetKindOfValues();

    /// <summary>The cell as a person reads it, by the invariant culture; null when it is missing.</summary>
    internal abstract string? Text(int row);

    /// <summary>A column of the given rows, in the given order.</summary>
    internal abstract Column Rows(ReadOnlySpan<int> rows);

    private protected static T[] Gather<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var gathered = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++) gathered[i] = values[rows[i]];
        return gathered;
    }
}
