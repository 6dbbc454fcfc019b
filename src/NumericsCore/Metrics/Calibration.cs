using System.Numerics;

namespace NumericsCore;

/// <summary>
/// Whether probabilities are what they say: of the rows with a probability of 0.8, eight of ten should be positive. Of several classes, the probability of
/// the predicted class is looked at, and whether it was right (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017).
/// </summary>
public static class Calibration
{
    private const int UsualBins = 10;

    /// <summary>The reliability curve of two classes: bins of equal width, (m − 1) / M to m / M, as scikit-learn's <c>calibration_curve</c>.</summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row.</param>
    /// <param name="bins">How many bins M, at least 1.</param>
    /// <returns>The bins that hold a row, from the lowest probability to the highest.</returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, or a probability is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], a label is neither 0 nor 1, or there is no bin.</exception>
    public static ReliabilityBin[] ReliabilityCurve<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, int bins = UsualBins) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.Probabilities(probabilities, labels.Length);
        MetricChecks.LabelsInRange(labels, 2, nameof(labels));
        return Curve(probabilities, labels, bins);
    }

    /// <summary>The reliability curve of several classes, of the probability of each row's predicted class; it comes true where the class is right.</summary>
    /// <param name="probabilities">Row-major [samples, classes], in [0, 1].</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="bins">How many bins M, at least 1.</param>
    /// <returns>The bins that hold a row, from the lowest probability to the highest.</returns>
    /// <exception cref="ArgumentException">The labels are empty, the probabilities are not samples × classes, or one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], a label is no class, or there are too few classes or bins.</exception>
    public static ReliabilityBin[] ReliabilityCurve<T>(ReadOnlySpan<T> probabilities, int classCount, ReadOnlySpan<int> labels, int bins = UsualBins) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(probabilities, classCount, labels);
        var highest = new T[labels.Length];
        var right = new int[labels.Length];
        for (int row = 0; row < highest.Length; row++)
        {
            var scores = probabilities.Slice(row * classCount, classCount);
            int predicted = PredictedClasses.FirstHighest(scores);
            (highest[row], right[row]) = (scores[predicted], predicted == labels[row] ? 1 : 0);
        }

        return Curve<T>(highest, right, bins);
    }

    /// <summary>The expected calibration error, Σ (n_m / n) · |frequency − mean probability| over the bins m: 0 for probabilities that are what they say.</summary>
    /// <param name="curve">What <c>ReliabilityCurve</c> gave.</param>
    /// <returns>In [0, 1].</returns>
    /// <exception cref="ArgumentException">There is no bin.</exception>
    public static double ExpectedError(ReadOnlySpan<ReliabilityBin> curve)
    {
        MetricChecks.NotEmpty(curve.Length, nameof(curve));
        double sum = 0;
        long samples = 0;
        foreach (var bin in curve)
        {
            sum += bin.Count * Math.Abs(bin.Frequency - bin.MeanProbability);
            samples += bin.Count;
        }

        return sum / samples;
    }

    /// <summary>The Brier score of two classes, (1/n) Σ (p − y)²: 0 for certainty that is right, 0.25 for 0.5 everywhere.</summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, or a probability is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], or a label is neither 0 nor 1.</exception>
    public static double BrierScore<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.Probabilities(probabilities, labels.Length);
        MetricChecks.LabelsInRange(labels, 2, nameof(labels));
        double sum = 0;
        for (int row = 0; row < labels.Length; row++) sum += Squared(probabilities[row], labels[row]);
        return sum / labels.Length;
    }

    /// <summary>
    /// The Brier score of several classes, (1/n) Σ Σ (p − y)² over all classes with y = 1 for the right one, in [0, 2] (Brier, "Verification of forecasts
    /// expressed in terms of probability", 1950). Of two classes it is twice that of the positive one alone.
    /// </summary>
    /// <param name="probabilities">Row-major [samples, classes], in [0, 1].</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class of each sample, from 0 to <paramref name="classCount"/> − 1.</param>
    /// <exception cref="ArgumentException">The labels are empty, the probabilities are not samples × classes, or one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], a label is no class, or there are too few classes.</exception>
    public static double BrierScore<T>(ReadOnlySpan<T> probabilities, int classCount, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(probabilities, classCount, labels);
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++) sum += Squared(probabilities[i], labels[i / classCount] == i % classCount ? 1 : 0);
        return sum / labels.Length;
    }

    private static double Squared<T>(T probability, int label) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double error = double.CreateChecked(probability) - label;
        return error * error;
    }

    private static void Check<T>(ReadOnlySpan<T> probabilities, int classCount, ReadOnlySpan<int> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.Classes(classCount, nameof(classCount));
        MetricChecks.NotEmpty(labels.Length, nameof(labels));
        MetricChecks.Probabilities(probabilities, checked(labels.Length * classCount));
        MetricChecks.LabelsInRange(labels, classCount, nameof(labels));
    }

    private static ReliabilityBin[] Curve<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> outcomes, int bins) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Kernels.OutOfRange.ThrowIfLessThan(bins, 1);
        var sums = new SortedDictionary<int, (long Count, double Probability, long True)>();
        for (int row = 0; row < outcomes.Length; row++)
        {
            double probability = double.CreateChecked(probabilities[row]);
            int bin = BinOf(probability, bins);
            var sum = sums.GetValueOrDefault(bin);
            sums[bin] = (sum.Count + 1, sum.Probability + probability, sum.True + outcomes[row]);
        }

        return [.. sums.Select(pair => new ReliabilityBin((double)pair.Key / bins, (pair.Key + 1.0) / bins, pair.Value.Count, pair.Value.Probability / pair.Value.Count, (double)pair.Value.True / pair.Value.Count))];
    }

    private static int BinOf(double probability, int bins)
    {
        int bin = Math.Clamp((int)Math.Ceiling(probability * bins) - 1, 0, bins - 1);
        // the product is rounded, and the ends of the bins decide
        while (bin > 0 && probability <= (double)bin / bins) bin--;
        while (bin < bins - 1 && probability > (bin + 1.0) / bins) bin++;
        return bin;
    }
}
