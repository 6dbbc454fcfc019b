using System.Globalization;

namespace NumericsCore.Data;

/// <summary>A named column of a <see cref="Table"/>: a <see cref="NumericColumn"/> or a <see cref="TextColumn"/>.</summary>
public abstract class Column
{
    private static readonly Dictionary<string, int> NoWords = [];

    private protected Column(string name, ColumnOrigin? origin = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Origin = origin;
    }

    /// <summary>The name, unique in its table.</summary>
    public string Name { get; }

    /// <summary>
    /// Why the values of the column cannot be used: it has no name in the file, or its text is not UTF-8. Using them throws this; a table
    /// with such a column can be used without it. Null for every other column.
    /// </summary>
    public TableException? Fault => Origin is { Problem: { } problem } origin
        ? new TableException(problem, origin.Table, origin.Line, Name, remedy: TableRemedy.LeaveOut, advice: $", or leave the column out with Without(\"{Name}\")")
        : null;

    /// <summary>
    /// The words that marked the missing cells of the file, as <see cref="CsvOptions"/> lists them, and how many there were of each; "" for
    /// blank ones. A column of some of the rows still tells it of the whole file. Empty for a column that was not read from a file.
    /// </summary>
    public IReadOnlyDictionary<string, int> MissingWords => Origin?.MissingWords ?? NoWords;

    private protected ColumnOrigin? Origin { get; }

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

    /// <summary>
    /// Whether the column numbers or names the rows: the file gives it no name, or "Unnamed: 0" or "__index_level_0__" as pandas writes for none, and each row has a whole
    /// number or a text of its own there. Such a column says nothing of other rows.
    /// </summary>
    public bool IsRowIndex => (Origin is { IsUnnamed: true } || IsCalledUnnamed) && Count > 1 && HasOwnValues();

    private bool IsCalledUnnamed => IsNumbered("Unnamed: ", "") || IsNumbered("__index_level_", "__");

    private bool IsNumbered(string before, string behind) => Name.StartsWith(before, StringComparison.Ordinal) && Name.EndsWith(behind, StringComparison.Ordinal)
        && int.TryParse(Name.AsSpan()[before.Length..Math.Max(before.Length, Name.Length - behind.Length)], NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>What kind of target this column looks like. <see cref="TargetKind"/> gives the rule.</summary>
    /// <exception cref="TableException">Every value is missing.</exception>
    /// <exception cref="TableException">The column has a <see cref="Fault"/>.</exception>
    public TargetKind DetectTargetKind()
    {
        RequireUsable();
        return MissingCount < Count ? TargetKindOfValues() : throw new TableException("every value is missing", column: Name);
    }

    /// <summary>Throws what is wrong with the column.</summary>
    internal void RequireUsable()
    {
        if (Fault is { } fault) throw fault;
    }

    private protected abstract TargetKind TargetKindOfValues();

    /// <summary>Whether no value is missing, comes twice, or is a fraction.</summary>
    private protected abstract bool HasOwnValues();

    /// <summary>How many cells have no value, and how those were written in the file: misses 3 ('NA' and blank).</summary>
    internal string MissingSummary()
    {
        string[] words = [.. MissingWords.Keys.Select(static word => word.Length == 0 ? "blank" : Quoted.One(word))];
        return FormattableString.Invariant($"misses {MissingCount}") + (words.Length == 0 ? "" : $" ({string.Join(", ", words)})");
    }

    /// <summary>The cell as it was written, or as the invariant culture writes its number; null when it is missing.</summary>
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
