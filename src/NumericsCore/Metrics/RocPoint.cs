using System.Globalization;

namespace NumericsCore;

/// <summary>One point of a receiver operating characteristic: what follows from predicting positive at a score of at least the threshold.</summary>
/// <param name="FalsePositiveRate">The fraction of the negatives with a score of at least the threshold, in [0, 1].</param>
/// <param name="TruePositiveRate">The fraction of the positives with a score of at least the threshold, in [0, 1].</param>
/// <param name="Threshold">The threshold.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold)
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"RocPoint {{ FalsePositiveRate = {FalsePositiveRate}, TruePositiveRate = {TruePositiveRate}, Threshold = {Threshold} }}");
}
