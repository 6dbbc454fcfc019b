namespace NumericsCore;

/// <summary>A statistic of some samples, and the range in which it would be for other samples of the same kind.</summary>
/// <param name="Estimate">The statistic of the samples themselves.</param>
/// <param name="Lower">The lower end; NaN if the statistic is not defined for any resample.</param>
/// <param name="Upper">The upper end; NaN likewise.</param>
/// <param name="Level">The confidence level, such as 0.95.</param>
/// <param name="Undefined">For how many resamples the statistic was not defined, such as an area under the curve of one class alone; they do not count.</param>
public readonly record struct ConfidenceInterval(double Estimate, double Lower, double Upper, double Level, int Undefined) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(ConfidenceInterval), format, formatProvider)
        .Add(nameof(Estimate), Estimate)
        .Add(nameof(Lower), Lower)
        .Add(nameof(Upper), Upper)
        .Add(nameof(Level), Level)
        .Add(nameof(Undefined), (long)Undefined)
        .ToString();
}
