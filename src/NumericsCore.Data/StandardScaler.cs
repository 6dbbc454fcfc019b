using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>
/// Shifts and scales each column to mean 0 and population standard deviation 1: z = (x - mean) / scale, where
/// scale = √(Σ (x - mean)² / n). A constant column has scale 1, so it becomes 0. Fit it on the training rows alone, then transform
/// every other row by the same numbers.
/// </summary>
/// <remarks>
/// The corrected two-pass algorithm (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983), over the rows in
/// order, so that the same rows give the same bits: the deviations from a first mean give the variance, and correct that mean.
/// </remarks>
public sealed class StandardScaler
{
    // Below the smallest normal number a deviation has lost digits, down to all of them: that of 0 and 5e-324 would be 0.
    private const double SmallestScale = 2.2250738585072014E-308;

    private readonly string[] _columnNames;
    private readonly double[] _means;
    private readonly double[] _scales;

    /// <summary>A scaler of known numbers, such as those saved beside a model.</summary>
    /// <param name="columnNames">The names of the columns, at least one.</param>
    /// <param name="means">What to subtract, one finite number a column.</param>
    /// <param name="scales">What to divide by, one finite number above 0 a column.</param>
    /// <exception cref="ArgumentException">The three lengths differ or are 0, or a number is out of its range.</exception>
    public StandardScaler(IEnumerable<string> columnNames, ReadOnlySpan<double> means, ReadOnlySpan<double> scales)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        _columnNames = [.. columnNames];
        if (_columnNames.Length == 0 || means.Length != _columnNames.Length || scales.Length != _columnNames.Length)
        {
            throw new ArgumentException(
                $"One mean and one scale for each column, of at least one, are needed; "
                + $"{_columnNames.Length} names, {means.Length} means and {scales.Length} scales were given.", nameof(columnNames));
        }
        for (int c = 0; c < means.Length; c++)
        {
            if (!double.IsFinite(means[c]))
                throw new ArgumentException(FormattableString.Invariant($"The mean of column {Quoted.One(_columnNames[c])} is {means[c]}; it must be finite."), nameof(means));
            if (!(scales[c] > 0) || double.IsInfinity(scales[c]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"The scale of column {Quoted.One(_columnNames[c])} is {scales[c]}; it must be above 0 and finite."), nameof(scales));
            }
        }
        _means = means.ToArray();
        _scales = scales.ToArray();
    }

    /// <summary>The names of the columns it was fitted on, in order.</summary>
    public IReadOnlyList<string> ColumnNames => _columnNames;

    /// <summary>The mean of each column.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The population standard deviation of each column; 1 for a constant one.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Measures mean and standard deviation of each column.</summary>
    /// <param name="matrix">At least one row.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="TableException">
    /// The values of a column are too large for their sum in float64, or differ by so little that their deviation is below the smallest
    /// normal number.
    /// </exception>
    public static StandardScaler Fit(FeatureMatrix matrix) => Fit(matrix, scaled: null);

    /// <summary>Measures some of the columns; the others get mean 0 and scale 1.</summary>
    /// <param name="matrix">At least one row.</param>
    /// <param name="scaled">For each column whether it is measured; all if null.</param>
    internal static StandardScaler Fit(FeatureMatrix matrix, bool[]? scaled)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.RowCount == 0) throw new ArgumentException("A mean needs at least one row.", nameof(matrix));
        double[] means = new double[matrix.ColumnCount], scales = new double[matrix.ColumnCount], values = new double[matrix.RowCount];
        for (int c = 0; c < matrix.ColumnCount; c++)
        {
            scales[c] = 1;
            if (scaled?[c] == false) continue;
            for (int row = 0; row < values.Length; row++) values[row] = matrix.Values[row * matrix.ColumnCount + c];
            (means[c], scales[c]) = MeanAndDeviation(values);
            // What is infinite in the mean is NaN in the deviation.
            if (!double.IsFinite(scales[c]))
                throw new TableException("the values are too large for their mean and standard deviation in float64", column: matrix.ColumnNames[c]);
            if (scales[c] < SmallestScale)
                throw new TableException("the values differ by less than a standard deviation in float64 can tell; multiply the column by a large number", column: matrix.ColumnNames[c]);
        }
        return new(matrix.ColumnNames, means, scales);
    }

    /// <summary>The matrix scaled: (x - mean) / scale.</summary>
    /// <param name="matrix">Columns as fitted; any number of rows.</param>
    /// <exception cref="TableException">
    /// The number, the names or the order of the columns is not that of the fit; or a result is beyond the range of float64.
    /// </exception>
    public FeatureMatrix Transform(FeatureMatrix matrix) => Map(matrix, (x, c) => (x - _means[c]) / _scales[c]);

    /// <summary>What <see cref="Transform"/> was given: z · scale + mean.</summary>
    /// <param name="matrix">Columns as fitted; any number of rows.</param>
    /// <exception cref="TableException">
    /// The number, the names or the order of the columns is not that of the fit; or a result is beyond the range of float64.
    /// </exception>
    public FeatureMatrix InverseTransform(FeatureMatrix matrix) => Map(matrix, (z, c) => z * _scales[c] + _means[c]);

    /// <summary>The values of one column before scaling: z · scale + mean, such as the predictions of a regression in its own unit.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="values">Scaled values.</param>
    /// <exception cref="TableException">The scaler was not fitted on such a column.</exception>
    public double[] InverseTransform(string column, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(column);
        int c = Array.FindIndex(_columnNames, name => CanonicalForm.Comparer.Equals(name, column));
        if (c < 0)
            throw new TableException($"the scaler was not fitted on this column, but on {Quoted.List(_columnNames)}", column: column);
        var inverse = new double[values.Length];
        for (int i = 0; i < inverse.Length; i++) inverse[i] = values[i] * _scales[c] + _means[c];
        return inverse;
    }

    /// <summary>Mean and population standard deviation of at least one number; a deviation of 1 where all are equal.</summary>
    internal static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        // The mean of equal values can differ from them in the last bit, and the column would then not become 0.
        if (!values.ContainsAnyExcept(values[0])) return (values[0], 1);
        double sum = 0, largest = 0, sumOfDeviations = 0, sumOfSquares = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Length;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value - mean));
        foreach (double value in values)
        {
            // Relative to the largest deviation, no square overflows or vanishes.
            double deviation = (value - mean) / largest;
            sumOfDeviations += deviation;
            sumOfSquares += deviation * deviation;
        }
        double shift = sumOfDeviations / values.Length;
        return (mean + largest * shift, largest * Math.Sqrt(sumOfSquares / values.Length - shift * shift));
    }

    private FeatureMatrix Map(FeatureMatrix matrix, Func<double, int, double> apply)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.ColumnCount != _columnNames.Length)
            throw new TableException($"the scaler was fitted on {_columnNames.Length} columns, but the matrix has {matrix.ColumnCount}");
        for (int c = 0; c < _columnNames.Length; c++)
        {
            if (!CanonicalForm.Comparer.Equals(matrix.ColumnNames[c], _columnNames[c]))
                throw new TableException($"the scaler was fitted on '{_columnNames[c]}' at position {c + 1}, but the matrix has '{matrix.ColumnNames[c]}' there");
        }
        var mapped = new double[matrix.Values.Length];
        for (int row = 0, i = 0; row < matrix.RowCount; row++)
        {
            for (int c = 0; c < _columnNames.Length; c++, i++)
            {
                mapped[i] = apply(matrix.Values[i], c);
                if (double.IsFinite(mapped[i])) continue;
                throw new TableException(FormattableString.Invariant($"the value {matrix.Values[i]} in row {row} is scaled beyond the range of float64"), column: _columnNames[c]);
            }
        }
        return matrix.WithValues(mapped);
    }

    /// <summary>How many columns it scales.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(StandardScaler)} {{ Columns = {_columnNames.Length} }}");
}
