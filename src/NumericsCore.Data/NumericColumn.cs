using System.Globalization;

namespace NumericsCore.Data;

/// <summary>A column of numbers. NaN marks a missing value.</summary>
public sealed class NumericColumn : Column
{
    private const int MaximumClasses = 20;
    private const int RowsPerClass = 5;

    private readonly double[] _values;
    private readonly Spelling? _spelling;

    /// <summary>Copies the values into a new column.</summary>
    /// <param name="name">The name, not blank.</param>
    /// <param name="values">One value a row; NaN where it is missing.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    public NumericColumn(string name, ReadOnlySpan<double> values) : base(name) => _values = values.ToArray();

    private NumericColumn(double[] owned, string name, ColumnOrigin? origin, Spelling? spelling) : base(name, origin)
    {
        _values = owned;
        _spelling = spelling;
    }

    /// <summary>The values, one a row; NaN where a value is missing.</summary>
    /// <exception cref="TableException">The column has a <see cref="Column.Fault"/>.</exception>
    public ReadOnlySpan<double> Values
    {
        get
        {
            RequireUsable();
            return _values;
        }
    }

    /// <summary>The values, also of a column with a fault.</summary>
    internal double[] Owned => _values;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values[row]);

    /// <summary>How the numbers were written; null where each was written as the invariant culture writes it.</summary>
    internal Spelling? Spelling => _spelling;

    internal static NumericColumn Owning(string name, double[] values, ColumnOrigin? origin = null, Spelling? spelling = null) =>
        new(values, name, origin, spelling);

    internal override string? Text(int row) => IsMissing(row) ? null : _spelling?.Text(row) ?? Written(_values[row]);

    /// <summary>A number as the invariant culture writes it; -0 is the 0 that it equals.</summary>
    internal static string Written(double value) => (value + 0.0).ToString(CultureInfo.InvariantCulture);

    internal override Column Rows(ReadOnlySpan<int> rows) => Owning(Name, Gather(_values, rows), Origin, _spelling?.Rows(rows));

    private protected override bool HasOwnValues() => Array.TrueForAll(_values, double.IsInteger) && new HashSet<double>(_values).Count == Count;

    private protected override TargetKind TargetKindOfValues()
    {
        var distinct = new HashSet<double>();
        foreach (double value in _values)
        {
            if (double.IsNaN(value)) continue;
            if (!double.IsInteger(value)) return TargetKind.Regression;
            if (distinct.Add(value) && distinct.Count > MaximumClasses) return TargetKind.Regression;
        }
        bool fewForTheRows = distinct.Count * RowsPerClass <= Count - MissingCount;
        return distinct.Count <= 2 || fewForTheRows ? TargetKind.Classes : TargetKind.Regression;
    }

    /// <summary>The name, and how many values there are and miss.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(NumericColumn)} {{ Name = {Name}, Count = {Count}, MissingCount = {MissingCount} }}");
}
