namespace NumericsCore.Tests.Metrics;

/// <summary>Thresholds chosen on rows.</summary>
public class DecisionThresholdTests
{
    // the example of scikit-learn's precision_recall_curve
    private static readonly double[] s_probabilities = [0.1, 0.4, 0.35, 0.8];
    private static readonly int[] s_labels = [0, 0, 1, 1];

    [Fact]
    public void Each_rule_has_the_threshold_found_by_hand()
    {
        // from 0.8 on TP 1, FP 0; from 0.4 on TP 1, FP 1; from 0.35 on TP 2, FP 1; from 0.1 on TP 2, FP 2
        Assert.Equal(0.225, DecisionThreshold.ForF1<double>(s_probabilities, s_labels), 12);
        Assert.Equal(0.6, DecisionThreshold.ForCost<double>(s_probabilities, s_labels, 1, 1), 12);
        Assert.Equal(0.225, DecisionThreshold.ForCost<double>(s_probabilities, s_labels, 1, 5), 12);
        Assert.Equal(0.6, DecisionThreshold.ForRecall<double>(s_probabilities, s_labels, 0.5), 12);
        Assert.Equal(0.225, DecisionThreshold.ForRecall<double>(s_probabilities, s_labels, 0.6), 12);
        Assert.Equal(0.225, DecisionThreshold.ForPrecision<double>(s_probabilities, s_labels, 0.6), 12);
        Assert.Equal(0.6, DecisionThreshold.ForPrecision<double>(s_probabilities, s_labels, 0.9), 12);
    }

    [Fact]
    public void No_other_threshold_is_better()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 50; trial++)
        {
            float[] probabilities = [.. Enumerable.Range(0, 12).Select(_ => random.Next(9) / 8f)];
            int[] labels = [1, .. Enumerable.Range(0, 11).Select(_ => random.Next(2))];
            double f1 = Counts(DecisionThreshold.ForF1<float>(probabilities, labels)).F1;
            var precise = Counts(DecisionThreshold.ForRecall<float>(probabilities, labels, 0.7));
            Assert.True(precise.Recall >= 0.7);
            for (int step = 0; step <= 16; step++)
            {
                var other = Counts(step / 16.0);
                Assert.True(other.F1 <= f1);
                Assert.True(other.Recall < 0.7 || other.FalsePositives >= precise.FalsePositives);
            }

            BinaryCounts Counts(double threshold)
            {
                long Count(bool positive, int label) => probabilities.Where((p, i) => p >= threshold == positive && labels[i] == label).Count();
                return new(Count(true, 1), Count(false, 1), Count(true, 0), Count(false, 0));
            }
        }
    }

    [Fact]
    public void What_cannot_be_reached_or_is_out_of_range_is_told()
    {
        Assert.Contains("the highest of the 2 rows is 0.5", Assert.Throws<ArgumentException>(static () => DecisionThreshold.ForPrecision<double>([0.2, 0.8], [1, 0], 0.6)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => DecisionThreshold.ForF1<double>([0.2, 0.8], [0, 0]));
        Assert.Throws<ArgumentException>(static () => DecisionThreshold.ForCost<double>([0.2], [1], 0, 0));
        Assert.ThrowsAny<ArgumentException>(static () => DecisionThreshold.ForF1<double>([1.2, 0.8], [0, 1]));
        Assert.ThrowsAny<ArgumentException>(static () => DecisionThreshold.ForRecall<double>([0.2, 0.8], [0, 1], 0));
    }
}
