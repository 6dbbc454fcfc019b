using System.Globalization;

namespace NumericsCore.Data;

/// <summary>A column of numbers. NaN marks a missing value.</summary>
public sealed class NumericColumn : Column
{
    private const int MaximumClasses = 20;
    private const int RowsPerClass = 5;

    private readonly double[] _values;

    /// <summary>Copies the values into a new column.</summary>
    /// <param name="name">The name, not blank.</param>
    /// <param name="values">One value a row; NaN where it is missing.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    public NumericColumn(string name, ReadOnlySpan<double> values) : base(name) => _values = values.ToArray();

    private NumericColumn(double[] owned, string name) : base(name) => _values = owned;

    /// <summary>The values, one a row; NaN where a value is missing.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values[row]);

    internal static NumericColumn Owning(string name, double[] values) => new(values, name);

    internal override string? Text(int row) => IsMissing(row) ? null : _values[row].ToString(CultureInfo.InvariantCulture);

    internal override Column Rows(ReadOnlySpan<int> rows) => Owning(Name, Gather(_values, rows));

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
}
