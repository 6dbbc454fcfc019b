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
    public string Name => name;

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
    public abstract CellOutcome Write(double value, Span<double> outputs);

    /// <inheritdoc cref="Write(double, Span{double})"/>
    /// <param name="text">The text; null where it is missing.</param>
    /// <param name="outputs">Take the numbers.</param>
    public abstract CellOutcome Write(string? text, Span<double> outputs);

    /// <summary>Writes the properties of the column's object.</summary>
    public abstract void Save(Utf8JsonWriter json);

    /// <summary>A finite number that a file has.</summary>
    /// <exception cref="ModelFileException">It is none.</exception>
    protected static double ReadFinite(SettingsReader reader, string name, string expected = "a finite number")
    {
        double value = reader.ReadDouble(name);
        return double.IsFinite(value) ? value : throw reader.Broken(FormattableString.Invariant($"{name} is {value}; expected {expected}"));
    }
}
