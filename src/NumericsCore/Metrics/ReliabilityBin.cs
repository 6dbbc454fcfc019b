namespace NumericsCore;

/// <summary>Samples whose probabilities are close, and how often they came true.</summary>
/// <param name="Lower">The probability above which the bin begins; 0 itself is in the first bin.</param>
/// <param name="Upper">The probability that the bin ends with.</param>
/// <param name="Count">How many samples are in it, at least 1.</param>
/// <param name="MeanProbability">The mean of their probabilities.</param>
/// <param name="Frequency">The fraction of them that came true.</param>
public readonly record struct ReliabilityBin(double Lower, double Upper, long Count, double MeanProbability, double Frequency) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(ReliabilityBin), format, formatProvider)
        .Add(nameof(Lower), Lower)
        .Add(nameof(Upper), Upper)
        .Add(nameof(Count), Count)
        .Add(nameof(MeanProbability), MeanProbability)
        .Add(nameof(Frequency), Frequency)
        .ToString();
}
