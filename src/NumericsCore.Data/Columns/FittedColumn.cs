using System.Globalization;
using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>What a cell was to a fitted column.</summary>
internal enum CellOutcome
{
    Known,
    Missing,
    Unknown,
}

/// <summary>A column of a table as a <see cref="ColumnTransformer"/> was fitted on it: a cell becomes one or more numbers.</summary>
internal abstract class FittedColumn(string name)
{
    private string[]? _missing;
    private double[] _missingNumbers = [];

    public string Name => name;

    /// <summary>Values that count as missing, as a table writes them; null for none.</summary>
    public string[]? Missing
    {
        get => _missing;
        set => (_missing, _missingNumbers) = (value, NumbersOf(value ?? []));
    }

    /// <summary>Whether cells are read as text, not as numbers.</summary>
    public abstract bool TakesText { get; }

    /// <summary>The names of the resulting columns, which another column's may be equal to.</summary>
    public abstract IReadOnlyList<string> OutputNames { get; }

    /// <summary>Whether the resulting columns are numbers of any size, which are to be standardised; else they are of the size of 1.</summary>
    public abstract bool IsOfAnySize { get; }

    /// <summary>Whether one of the resulting columns is; an indicator stands behind the numbers of its column.</summary>
    /// <param name="output">Its place.</param>
    public virtual bool IsOfAnySizeAt(int output) => IsOfAnySize && output == 0;

    /// <summary>The steps, for people.</summary>
    public abstract string Description { get; }

    /// <summary>The numbers of a cell, one a resulting column.</summary>
    /// <param name="value">The number; NaN where it is missing.</param>
    /// <param name="outputs">Take the numbers.</param>
    /// <exception cref="CellException">The number has no result, or is a category that is not known and has to be.</exception>
    public CellOutcome Write(double value, Span<double> outputs) => WriteNumber(_missing is not null && Array.IndexOf(_missingNumbers, value) >= 0 ? double.NaN : value, outputs);

    /// <inheritdoc cref="Write(double, Span{double})"/>
    /// <param name="text">The text; null where it is missing.</param>
    /// <param name="outputs">Take the numbers.</param>
    public CellOutcome Write(string? text, Span<double> outputs) => WriteText(text is not null && _missing is not null && Array.IndexOf(_missing, text) >= 0 ? null : text, outputs);

    /// <inheritdoc cref="Write(double, Span{double})"/>
    protected abstract CellOutcome WriteNumber(double value, Span<double> outputs);

    /// <inheritdoc cref="Write(string?, Span{double})"/>
    protected abstract CellOutcome WriteText(string? text, Span<double> outputs);

    /// <summary>Writes the properties of the column's object.</summary>
    public abstract void Save(Utf8JsonWriter json);

    /// <summary>A column in which values count as missing.</summary>
    public static Column WithMissing(Column column, IReadOnlyList<string> missing)
    {
        if (missing.Count == 0) return column;
        double[] numbers = NumbersOf(missing);
        return column is NumericColumn known
            ? NumericColumn.Owning(column.Name, Array.ConvertAll(known.Owned, value => Array.IndexOf(numbers, value) >= 0 ? double.NaN : value))
            : TextColumn.Owning(column.Name, [.. ((TextColumn)column).Values.ToArray().Select(text => text is not null && missing.Contains(text) ? null : text)]);
    }

    private static double[] NumbersOf(IEnumerable<string> words) =>
        [.. words.Select(static word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN).Where(double.IsFinite)];

    /// <summary>A finite number that a file has.</summary>
    /// <exception cref="ModelFileException">It is none.</exception>
    protected static double ReadFinite(SettingsReader reader, string name, string expected = "a finite number")
    {
        double value = reader.ReadDouble(name);
        return double.IsFinite(value) ? value : throw reader.Broken(FormattableString.Invariant($"{name} is {value}; expected {expected}"));
    }
}
