using System.Numerics;

namespace NumericsCore;

/// <summary>
/// Chooses the probability from which a row is in the positive class. Choose it on rows that the model was not trained on, such as those of the
/// validation, and test it on others. What is best is the same between two neighbouring probabilities of these rows, and a threshold is the middle
/// between them; of several that are equally good the one nearest to 0.5, and of two as near the higher.
/// </summary>
public static class DecisionThreshold
{
    private const double Usual = 0.5;

    /// <summary>The threshold with the largest F1, 2 TP / (2 TP + FP + FN).</summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row; at least one is positive.</param>
    /// <returns>In [0, 1]; a row is positive from it on, as in <see cref="PredictedClasses.FromProbabilities"/>.</returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a probability is NaN, or no row is positive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], or a label is neither 0 nor 1.</exception>
    public static double ForF1<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cuts = Cuts(probabilities, labels);
        RequirePositive(labels);
        return Best(cuts, static counts => counts.F1);
    }

    /// <summary>The threshold with the smallest cost, <paramref name="falsePositive"/> · FP + <paramref name="falseNegative"/> · FN.</summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row.</param>
    /// <param name="falsePositive">What a false alarm costs, 0 or more.</param>
    /// <param name="falseNegative">What a positive that is missed costs, 0 or more; one of the two is above 0.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a probability is NaN, or both costs are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], a label is neither 0 nor 1, or a cost is negative or not finite.</exception>
    public static double ForCost<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, double falsePositive, double falseNegative) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Finite(falsePositive, falsePositive >= 0, "at least 0", nameof(falsePositive));
        Require.Finite(falseNegative, falseNegative >= 0, "at least 0", nameof(falseNegative));
        if (falsePositive == 0 && falseNegative == 0) throw new ArgumentException("Both costs are 0, so that every threshold costs the same; expected one above 0.", nameof(falsePositive));
        return Best(Cuts(probabilities, labels), counts => -(falsePositive * counts.FalsePositives + falseNegative * counts.FalseNegatives));
    }

    /// <summary>
    /// The highest threshold from which at least a wanted fraction of the positives is found, TP / (TP + FN) ≥ <paramref name="recall"/>: the one with the
    /// fewest false alarms.
    /// </summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row; at least one is positive.</param>
    /// <param name="recall">The wanted recall, above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a probability is NaN, or no row is positive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], a label is neither 0 nor 1, or the recall is out of its range.</exception>
    public static double ForRecall<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, double recall) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Finite(recall, recall is > 0 and <= 1, "above 0 and at most 1", nameof(recall));
        var cuts = Cuts(probabilities, labels);
        RequirePositive(labels);
        // from the highest on, and all rows together have a recall of 1
        return cuts.First(cut => cut.Counts.Recall >= recall).Threshold;
    }

    /// <summary>
    /// The threshold that finds the most positives of those from which at least a wanted fraction of what is found is positive, TP / (TP + FP) ≥
    /// <paramref name="precision"/>; of several the highest.
    /// </summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row; at least one is positive.</param>
    /// <param name="precision">The wanted precision, above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a probability is NaN, no row is positive, or no threshold has this precision.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], a label is neither 0 nor 1, or the precision is out of its range.</exception>
    public static double ForPrecision<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, double precision) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Finite(precision, precision is > 0 and <= 1, "above 0 and at most 1", nameof(precision));
        var cuts = Cuts(probabilities, labels);
        RequirePositive(labels);
        var precise = cuts.Where(cut => cut.Counts.TruePositives > 0 && cut.Counts.Precision >= precision).ToList();
        if (precise.Count == 0)
            throw new ArgumentException(FormattableString.Invariant($"No threshold has the precision {precision}; the highest of the {labels.Length} rows is {cuts.Max(static cut => cut.Counts.Precision)}."), nameof(precision));
        // the first of equal ones, which is the highest
        return precise.MaxBy(static cut => cut.Counts.TruePositives).Threshold;
    }

    private static double Best(List<(double Threshold, BinaryCounts Counts)> cuts, Func<BinaryCounts, double> score)
    {
        double best = cuts.Max(cut => score(cut.Counts));
        return cuts.Where(cut => score(cut.Counts) == best).MinBy(static cut => Math.Abs(cut.Threshold - Usual)).Threshold;
    }

    /// <summary>What can be told apart, from the highest threshold to the lowest.</summary>
    internal static List<(double Threshold, BinaryCounts Counts)> Cuts<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.Probabilities(probabilities, labels.Length);
        MetricChecks.LabelsInRange(labels, 2, nameof(labels));
        T[] sorted = probabilities.ToArray();
        int[] sortedLabels = labels.ToArray();
        Array.Sort(sorted, sortedLabels);
        long positives = labels.Count(1), negatives = labels.Length - positives, found = 0, alarms = 0;
        var cuts = new List<(double, BinaryCounts)>();
        if (sorted[^1] < T.One) Add(1);
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            if (sortedLabels[i] == 1) found++;
            else alarms++;
            if (i > 0 && sorted[i - 1] == sorted[i]) continue;
            Add(i == 0 ? 0 : Between(sorted[i - 1], sorted[i]));
        }

        return cuts;

        void Add(double threshold) => cuts.Add((threshold, new BinaryCounts(found, positives - found, alarms, negatives - alarms)));
    }

    private static double Between<T>(T below, T above) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double low = double.CreateChecked(below), high = double.CreateChecked(above), middle = low + (high - low) / 2;
        // of neighbours in float32 or float64 the middle may round to the lower
        return T.CreateChecked(middle) > below ? middle : high;
    }

    private static void RequirePositive(ReadOnlySpan<int> labels)
    {
        if (!labels.Contains(1)) throw new ArgumentException("labels has no positive row, so that there is nothing to find; expected one at least.", nameof(labels));
    }
}
