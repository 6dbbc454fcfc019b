namespace NumericsCore.Data;

/// <summary>
/// What each column adds to the prediction of each row, as <see cref="TablePipeline.IntegratedGradients"/> shares it out: the attributions of a
/// row add up to its prediction minus that of the baseline, up to <see cref="CompletenessErrors"/>.
/// </summary>
public sealed class ColumnAttributions
{
    private readonly double[] _values;

    internal ColumnAttributions(IReadOnlyList<string> columns, double[] values, double[] predictions, double[] baselines, IReadOnlyList<string> outputs) =>
        (Columns, _values, Predictions, Baselines, Outputs) = (columns, values, predictions, baselines, outputs);

    /// <summary>The columns of the table, in the pipeline's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>For each row what is explained: the probability of a class, or a number in the target's unit.</summary>
    public IReadOnlyList<double> Predictions { get; }

    /// <summary>For each row the same of the baseline: numbers at the mean of the training rows, no category.</summary>
    public IReadOnlyList<double> Baselines { get; }

    /// <summary>For each row the class whose probability is explained, or the target.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The rows.</summary>
    public int RowCount => Predictions.Count;

    /// <summary>What a column adds to the prediction of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The place of the column in <see cref="Columns"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns.Count);
            return _values[row * Columns.Count + column];
        }
    }

    /// <summary>For each row how far the attributions' sum is from prediction minus baseline, which it would equal were the integral exact.</summary>
    public IReadOnlyList<double> CompletenessErrors() =>
        [.. Enumerable.Range(0, RowCount).Select(row => Math.Abs(_values.AsSpan(row * Columns.Count, Columns.Count).ToArray().Sum() - (Predictions[row] - Baselines[row])))];

    /// <summary>For each column the mean size of its attributions over the rows, the largest first.</summary>
    public IReadOnlyList<(string Column, double MeanSize)> Overall() =>
        [.. Columns.Select((name, column) => (name, Enumerable.Range(0, RowCount).Average(row => Math.Abs(this[row, column])))).OrderByDescending(static pair => pair.Item2)];

    /// <summary>How many rows and columns there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(ColumnAttributions)} {{ Rows = {RowCount}, Columns = {Columns.Count} }}");
}
