using System.Numerics;

namespace NumericsCore;

/// <summary>
/// The receiver operating characteristic: how well scores separate the positives from the negatives,
/// whatever the threshold. Scores may be probabilities or logits; only their order counts.
/// </summary>
public static class Roc
{
    /// <summary>
    /// The area under the curve: the probability that a random positive has a higher score than a random
    /// negative, where equal scores count one half.
    /// AUC = (#{s⁺ &gt; s⁻} + ½ #{s⁺ = s⁻}) / (P · N), the Mann-Whitney U over P · N with midranks
    /// (Mann and Whitney 1947; Hanley and McNeil 1982). Pairs are counted in integers, in O(n log n).
    /// </summary>
    /// <param name="scores">One score a sample, higher for positive; infinities are allowed.</param>
    /// <param name="labels">1 for positive, 0 for negative, one a sample.</param>
    /// <returns>The area in [0, 1]; NaN if only one class occurs, for then there are no pairs.</returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither 0 nor 1.</exception>
    public static double Auc<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckBinary(scores, labels);
        return Area(Split(scores, 1, 0, labels, 1));
    }

    /// <summary>The points of the curve, from (0, 0) to (1, 1), one for each different score in descending order.</summary>
    /// <param name="scores">One score a sample, higher for positive; infinities are allowed.</param>
    /// <param name="labels">1 for positive, 0 for negative, one a sample.</param>
    /// <returns>
    /// First the point where nothing is predicted positive, with the threshold +∞, then one point a different score.
    /// If a class does not occur, its rate is NaN in every point.
    /// </returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither 0 nor 1.</exception>
    public static RocPoint[] Curve<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckBinary(scores, labels);
        (T[] positives, T[] negatives) = Split(scores, 1, 0, labels, 1);
        List<RocPoint> points = [Point(0, 0, double.PositiveInfinity)];
        int positivesLeft = positives.Length, negativesLeft = negatives.Length;
        while (positivesLeft > 0 || negativesLeft > 0)
        {
            T threshold = negativesLeft == 0 || (positivesLeft > 0 && positives[positivesLeft - 1] >= negatives[negativesLeft - 1])
                ? positives[positivesLeft - 1]
                : negatives[negativesLeft - 1];
            while (positivesLeft > 0 && positives[positivesLeft - 1] == threshold)
                positivesLeft--;
            while (negativesLeft > 0 && negatives[negativesLeft - 1] == threshold)
                negativesLeft--;
            points.Add(Point(negatives.Length - negativesLeft, positives.Length - positivesLeft, double.CreateChecked(threshold)));
        }
        return [.. points];

        RocPoint Point(int falsePositives, int truePositives, double threshold)
            => new((double)falsePositives / negatives.Length, (double)truePositives / positives.Length, threshold);
    }

    /// <summary>The area under the curve of each class against all others.</summary>
    /// <param name="scores">Row-major [samples, classes]: one score a class and sample.</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <returns>One area a class; NaN for a class that no sample, or every sample, belongs to.</returns>
    /// <exception cref="ArgumentException">The labels are empty, the scores are not samples × classes, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes, or a label is no class.</exception>
    public static double[] AucPerClass<T>(ReadOnlySpan<T> scores, int classCount, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.Classes(classCount, nameof(classCount));
        MetricChecks.NotEmpty(labels.Length, nameof(labels));
        if (scores.Length != (long)labels.Length * classCount)
            throw new ArgumentException($"scores has {scores.Length} elements; {labels.Length} labels of {classCount} classes need {(long)labels.Length * classCount}.", nameof(scores));
        MetricChecks.LabelsInRange(labels, classCount, nameof(labels));
        MetricChecks.NoNaN(scores, classCount);

        double[] areas = new double[classCount];
        for (int classIndex = 0; classIndex < classCount; classIndex++)
            areas[classIndex] = Area(Split(scores, classCount, classIndex, labels, classIndex));
        return areas;
    }

    /// <summary>The mean over the classes of <see cref="AucPerClass"/> (one versus rest, macro average).</summary>
    /// <param name="scores">Row-major [samples, classes]: one score a class and sample.</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <returns>The mean area in [0, 1]; NaN if a class does not occur, rather than a mean that leaves it out in silence.</returns>
    /// <exception cref="ArgumentException">The labels are empty, the scores are not samples × classes, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes, or a label is no class.</exception>
    public static double AucOneVersusRest<T>(ReadOnlySpan<T> scores, int classCount, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => AucPerClass(scores, classCount, labels).Average();

    /// <summary>
    /// <see cref="Auc"/> where a sample counts as much as its weight: Σ wᵢ wⱼ (1 if sᵢ &gt; sⱼ, ½ if equal) over all pairs of a positive i and
    /// a negative j, divided by Σ wᵢ wⱼ. Weights that are whole numbers are exact, as samples that stand there so often.
    /// </summary>
    internal static double WeightedAuc<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckBinary(scores, labels);
        return AreaOf(scores, 1, 0, labels, 1, weights);
    }

    /// <summary>The same of the scores in one column, of the samples with a label against those without.</summary>
    internal static double AreaOf<T>(ReadOnlySpan<T> scores, int columns, int column, ReadOnlySpan<int> labels, int positiveLabel, ReadOnlySpan<double> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!weights.ContainsAnyExcept(1)) return Area(Split(scores, columns, column, labels, positiveLabel));
        T[] sorted = new T[labels.Length];
        int[] order = new int[labels.Length];
        for (int row = 0; row < order.Length; row++) (sorted[row], order[row]) = (scores[row * columns + column], row);
        Array.Sort(sorted, order);
        double wins = 0, positives = 0, negatives = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            double equalPositives = 0, equalNegatives = 0;
            for (end = start; end < order.Length && sorted[end] == sorted[start]; end++)
            {
                if (labels[order[end]] == positiveLabel) equalPositives += weights[order[end]];
                else equalNegatives += weights[order[end]];
            }

            wins += equalPositives * (negatives + equalNegatives / 2);
            positives += equalPositives;
            negatives += equalNegatives;
        }

        return wins / (positives * negatives);
    }

    private static void CheckBinary<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.NotEmpty(scores.Length, nameof(scores));
        MetricChecks.SameLength(scores.Length, nameof(scores), labels.Length, nameof(labels));
        MetricChecks.LabelsInRange(labels, 2, nameof(labels));
        MetricChecks.NoNaN(scores);
    }

    /// <summary>The scores in one column of the samples with the label and of those without, each in ascending order.</summary>
    private static (T[] Positives, T[] Negatives) Split<T>(ReadOnlySpan<T> scores, int columns, int column, ReadOnlySpan<int> labels, int positiveLabel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] positives = new T[labels.Count(positiveLabel)];
        T[] negatives = new T[labels.Length - positives.Length];
        int positiveCount = 0, negativeCount = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            T score = scores[row * columns + column];
            if (labels[row] == positiveLabel)
                positives[positiveCount++] = score;
            else
                negatives[negativeCount++] = score;
        }
        Array.Sort(positives);
        Array.Sort(negatives);
        return (positives, negatives);
    }

    private static double Area<T>((T[] Positives, T[] Negatives) samples) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] positives, T[] negatives) = samples;
        long doubledWins = 0;
        int lower = 0, notHigher = 0;
        foreach (T positive in positives)
        {
            while (lower < negatives.Length && negatives[lower] < positive)
                lower++;
            while (notHigher < negatives.Length && negatives[notHigher] <= positive)
                notHigher++;
            // Twice the lower negatives plus the equal ones: halves stay out of the sum, so that it is exact.
            doubledWins += (long)lower + notHigher;
        }
        // 0/0 is NaN here on purpose: without pairs there is no area.
        return doubledWins / (2.0 * positives.Length * negatives.Length);
    }
}
