using System.Globalization;

namespace NumericsCore.Data;

/// <summary>The mean prediction where all rows have one value in a column.</summary>
/// <param name="Value">The value as a table writes it.</param>
/// <param name="Number">The value; NaN for a category.</param>
/// <param name="Predictions">The mean probability of each class, of two classes of the positive one alone; or the mean number.</param>
public sealed record DependencePoint(string Value, double Number, IReadOnlyList<double> Predictions)
{
    /// <summary>Value and predictions, in the invariant culture.</summary>
    public override string ToString() => $"{Value}: {string.Join(", ", Predictions.Select(static p => p.ToString(CultureInfo.InvariantCulture)))}";
}

/// <summary>What <see cref="TablePipeline.PartialDependence"/> gives.</summary>
public sealed class ColumnDependence
{
    internal ColumnDependence(string column, bool isNumber, IReadOnlyList<string> outputs, IReadOnlyList<DependencePoint> points) =>
        (Column, IsNumber, Outputs, Points) = (column, isNumber, outputs, points);

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>Whether its values are numbers; else they are categories.</summary>
    public bool IsNumber { get; }

    /// <summary>What is predicted: the classes, of two the positive one alone; or the target.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Numbers in ascending order; categories the most frequent first.</summary>
    public IReadOnlyList<DependencePoint> Points { get; }

    /// <summary>The column, and at how many values it was looked.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(ColumnDependence)} {{ Column = {Column}, Points = {Points.Count} }}");
}
