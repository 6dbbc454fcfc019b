namespace NumericsCore;

/// <summary>One point of a receiver operating characteristic: what follows from predicting positive at a score of at least the threshold.</summary>
/// <param name="FalsePositiveRate">The fraction of the negatives with a score of at least the threshold, in [0, 1].</param>
/// <param name="TruePositiveRate">The fraction of the positives with a score of at least the threshold, in [0, 1].</param>
/// <param name="Threshold">The threshold.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(RocPoint), format, formatProvider)
        .Add(nameof(FalsePositiveRate), FalsePositiveRate)
        .Add(nameof(TruePositiveRate), TruePositiveRate)
        .Add(nameof(Threshold), Threshold)
        .ToString();
}
