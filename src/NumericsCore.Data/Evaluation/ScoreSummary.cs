namespace NumericsCore.Data;

/// <summary>One score over several runs, such as the folds of a cross-validation: its values, their mean and their spread.</summary>
public sealed class ScoreSummary
{
    private readonly double[] _values;

    /// <summary>Summarises values.</summary>
    /// <param name="values">One a run, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ScoreSummary(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("values is empty; expected one value a run.", nameof(values));
        _values = values.ToArray();
        Mean = _values.Average();
        // of equal values the mean can differ in the last bit
        StandardDeviation = _values.Length == 1 ? double.NaN : values.ContainsAnyExcept(values[0]) ? Math.Sqrt(_values.Sum(value => (value - Mean) * (value - Mean)) / (_values.Length - 1)) : values[0] - values[0];
        Min = _values.Aggregate(Math.Min);
        Max = _values.Aggregate(Math.Max);
    }

    /// <summary>The value of each run, in order.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>x̄ = Σ x / n; NaN if a value is.</summary>
    public double Mean { get; }

    /// <summary>
    /// The standard deviation of the sample, √(Σ (x − x̄)² / (n − 1)), which estimates how much a further run would differ; NaN for one value. NumPy's
    /// <c>std</c>, which tutorials print beside scikit-learn's scores, divides by n and is smaller.
    /// </summary>
    public double StandardDeviation { get; }

    /// <summary>The smallest value; NaN if a value is.</summary>
    public double Min { get; }

    /// <summary>The largest value; NaN if a value is.</summary>
    public double Max { get; }

    /// <summary>Mean ± standard deviation, in the invariant culture.</summary>
    public override string ToString() => FormattableString.Invariant($"{Mean:F4} ± {StandardDeviation:F4}");
}
