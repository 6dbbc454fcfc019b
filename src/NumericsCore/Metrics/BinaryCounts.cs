namespace NumericsCore;

/// <summary>The four counts of one class against all others, and the scores that follow from them.</summary>
/// <param name="TruePositives">Samples of the class that were predicted as the class.</param>
/// <param name="FalseNegatives">Samples of the class that were predicted as another.</param>
/// <param name="FalsePositives">Samples of other classes that were predicted as the class.</param>
/// <param name="TrueNegatives">Samples of other classes that were predicted as others.</param>
/// <remarks>A quotient 0/0 is 0, as in scikit-learn, so that every score is a number in [0, 1].</remarks>
public readonly record struct BinaryCounts(long TruePositives, long FalseNegatives, long FalsePositives, long TrueNegatives) : IFormattable
{
    /// <summary>The counts and scores by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The counts and scores by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(BinaryCounts), format, formatProvider)
        .Add(nameof(TruePositives), TruePositives)
        .Add(nameof(FalseNegatives), FalseNegatives)
        .Add(nameof(FalsePositives), FalsePositives)
        .Add(nameof(TrueNegatives), TrueNegatives)
        .Add(nameof(Support), Support)
        .Add(nameof(Precision), Precision)
        .Add(nameof(Recall), Recall)
        .Add(nameof(Specificity), Specificity)
        .Add(nameof(F1), F1)
        .ToString();

    /// <summary>How many samples are actually of the class: TP + FN.</summary>
    public long Support => TruePositives + FalseNegatives;

    /// <summary>TP / (TP + FP): the fraction of the predictions of the class that are correct; 0 if it was never predicted.</summary>
    public double Precision => BinaryScores.Precision(TruePositives, FalsePositives);

    /// <summary>TP / (TP + FN), also sensitivity: the fraction of the class that was found; 0 if it never occurs.</summary>
    public double Recall => BinaryScores.Recall(TruePositives, FalseNegatives);

    /// <summary>TN / (TN + FP): the fraction of the other classes that was correctly rejected; 0 if there are none.</summary>
    public double Specificity => BinaryScores.Recall(TrueNegatives, FalsePositives);

    /// <summary>2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall; 0 if the class neither occurs nor is predicted.</summary>
    public double F1 => BinaryScores.F1(TruePositives, FalsePositives, FalseNegatives);
}
