namespace NumericsCore.Data;

/// <summary>A column of text. Null marks a missing value.</summary>
public sealed class TextColumn : Column
{
    private readonly string?[] _values;

    /// <summary>Copies the values into a new column.</summary>
    /// <param name="name">The name, not blank.</param>
    /// <param name="values">One value a row; null where it is missing.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    public TextColumn(string name, ReadOnlySpan<string?> values) : base(name) => _values = values.ToArray();

    private TextColumn(string?[] owned, string name, ColumnOrigin? origin) : base(name, origin) => _values = owned;

    /// <summary>The values, one a row; null where a value is missing.</summary>
    /// <exception cref="TableException">The column has a <see cref="Column.Fault"/>.</exception>
    public ReadOnlySpan<string?> Values
    {
        get
        {
            RequireUsable();
            return _values;
        }
    }

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _values[row] is null;

    internal static TextColumn Owning(string name, string?[] values, ColumnOrigin? origin = null) => new(values, name, origin);

    internal override string? Text(int row) => _values[row];

    internal override Column Rows(ReadOnlySpan<int> rows) => Owning(Name, Gather(_values, rows), Origin);

    private protected override bool HasOwnValues() => MissingCount == 0 && new HashSet<string?>(_values, StringComparer.Ordinal).Count == Count;

    private protected override TargetKind TargetKindOfValues() => TargetKind.Classes;

    /// <summary>The name, and how many values there are and miss.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(TextColumn)} {{ Name = {Name}, Count = {Count}, MissingCount = {MissingCount} }}");
}
