using System.Globalization;

namespace NumericsCore.Data;

/// <summary>What a <see cref="TablePipeline"/> predicts for rows.</summary>
public sealed class TablePredictions
{
    private readonly double[] _values;
    private readonly double[] _probabilities;
    private readonly string[] _classes;
    private readonly bool _single;

    internal TablePredictions(int rowCount, double[] values, string[] classes, double[] probabilities, bool single) =>
        (RowCount, _values, _classes, _probabilities, _single) = (rowCount, values, classes, probabilities, single);

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The numbers of a regression in the target's own unit, one a row; empty where classes are predicted.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The predicted class of each row, in its own spelling; empty for a regression.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>The probability of each class, row by row in the order of <see cref="TablePipeline.Classes"/>; empty for a regression.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>What is predicted for a row, as a file has it.</summary>
    internal string Text(int row) => _classes.Length > 0 ? _classes[row] : _values[row].ToString(CultureInfo.InvariantCulture);

    /// <summary>A probability in the fewest digits from which its bits come back.</summary>
    internal string ProbabilityText(int index) => _single
        ? ((float)_probabilities[index]).ToString(CultureInfo.InvariantCulture)
        : _probabilities[index].ToString(CultureInfo.InvariantCulture);

    /// <summary>How many rows were predicted.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(TablePredictions)} {{ Rows = {RowCount} }}");
}
