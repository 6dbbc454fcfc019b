namespace NumericsCore;

/// <summary>How a classifier of two classes treats the samples of one group.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Counts">Its samples by actual and predicted class.</param>
public sealed record GroupScores(string Group, BinaryCounts Counts) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(GroupScores), format, formatProvider)
        .Add(nameof(Group), Group)
        .Add(nameof(Count), Count)
        .Add(nameof(SelectionRate), SelectionRate)
        .Add(nameof(TruePositiveRate), TruePositiveRate)
        .Add(nameof(FalsePositiveRate), FalsePositiveRate)
        .Add(nameof(Accuracy), Accuracy)
        .ToString();

    /// <summary>The number of samples.</summary>
    public long Count => Counts.TruePositives + Counts.FalseNegatives + Counts.FalsePositives + Counts.TrueNegatives;

    /// <summary>(TP + FP) / n: the fraction that was predicted positive.</summary>
    public double SelectionRate => (double)(Counts.TruePositives + Counts.FalsePositives) / Count;

    /// <summary>TP / (TP + FN): the fraction of the positives that was predicted positive; 0 without positives.</summary>
    public double TruePositiveRate => Counts.Recall;

    /// <summary>FP / (FP + TN): the fraction of the negatives that was predicted positive; 0 without negatives.</summary>
    public double FalsePositiveRate => BinaryScores.Recall(Counts.FalsePositives, Counts.TrueNegatives);

    /// <summary>(TP + TN) / n.</summary>
    public double Accuracy => (double)(Counts.TruePositives + Counts.TrueNegatives) / Count;
}
