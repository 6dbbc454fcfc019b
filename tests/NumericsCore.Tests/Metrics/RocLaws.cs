using FsCheck.Xunit;

namespace NumericsCore.Tests;

[Properties(Arbitrary = [typeof(MetricArbitraries)])]
public sealed class RocLaws
{
    // One rounding of the quotient on either side.
    private const double OneRounding = 2.3e-16;

    [Property]
    public void The_area_is_exactly_the_share_of_won_pairs(ScoreCase samples)
    {
        long doubledWins = 0, pairs = 0;
        for (int i = 0; i < samples.Labels.Length; i++)
        {
            for (int j = 0; j < samples.Labels.Length; j++)
            {
                if (samples.Labels[i] != 1 || samples.Labels[j] != 0)
                    continue;
                pairs++;
                doubledWins += samples.Scores[i].CompareTo(samples.Scores[j]) + 1;
            }
        }
        Assert.Equal((double)doubledWins / (2 * pairs), Roc.Auc(samples.Scores, samples.Labels));
    }

    [Property]
    public void Negated_scores_have_the_complementary_area(ScoreCase samples)
        => Assert.Equal(1 - Roc.Auc(samples.Scores, samples.Labels), Roc.Auc([.. samples.Scores.Select(score => -score)], samples.Labels), OneRounding);

    [Property]
    public void Exchanged_labels_have_the_complementary_area(ScoreCase samples)
        => Assert.Equal(1 - Roc.Auc(samples.Scores, samples.Labels), Roc.Auc(samples.Scores, [.. samples.Labels.Select(label => 1 - label)]), OneRounding);

    [Property]
    public void Strictly_increasing_transforms_leave_the_area_as_it_is(ScoreCase samples)
    {
        double area = Roc.Auc(samples.Scores, samples.Labels);
        Assert.Equal(area, Roc.Auc([.. samples.Scores.Select(score => 3 * score + 5)], samples.Labels));
        Assert.Equal(area, Roc.Auc([.. samples.Scores.Select(score => score * score * score)], samples.Labels));
        Assert.Equal(area, Roc.Auc([.. samples.Scores.Select(Math.Exp)], samples.Labels));
        Assert.Equal(area, Roc.Auc([.. samples.Scores.Select(score => (float)score)], samples.Labels));
    }

    [Property]
    public void The_order_of_the_samples_does_not_matter(ScoreCase samples, int seed)
    {
        double[] scores = MetricArbitraries.Shuffled(samples.Scores, seed);
        int[] labels = MetricArbitraries.Shuffled(samples.Labels, seed);
        Assert.Equal(Roc.Auc(samples.Scores, samples.Labels), Roc.Auc(scores, labels));
        Assert.Equal(Roc.Curve(samples.Scores, samples.Labels), Roc.Curve(scores, labels));
    }

    [Property]
    public void The_trapezoids_under_the_curve_sum_to_the_area(ScoreCase samples)
    {
        RocPoint[] curve = Roc.Curve(samples.Scores, samples.Labels);
        double area = curve.Zip(curve.Skip(1)).Sum(step =>
            (step.Second.FalsePositiveRate - step.First.FalsePositiveRate) * (step.First.TruePositiveRate + step.Second.TruePositiveRate) / 2);
        Assert.Equal(Roc.Auc(samples.Scores, samples.Labels), area, 1e-12);
    }

    [Property]
    public void Each_point_of_the_curve_has_the_rates_of_its_threshold(ScoreCase samples)
    {
        RocPoint[] curve = Roc.Curve(samples.Scores, samples.Labels);
        Assert.Equal(samples.Scores.Distinct().OrderDescending(), curve.Skip(1).Select(point => point.Threshold));
        foreach (RocPoint point in curve)
        {
            int[] predicted = [.. samples.Scores.Select(score => score >= point.Threshold ? 1 : 0)];
            ConfusionMatrix matrix = ConfusionMatrix.FromLabels(samples.Labels, predicted, ["negative", "positive"]);
            Assert.Equal(matrix.Recall, point.TruePositiveRate);
            Assert.Equal(matrix.Of(0).FalseNegatives / (double)matrix.Of(0).Support, point.FalsePositiveRate);
        }
    }

    [Property]
    public void One_versus_rest_of_two_opposite_columns_is_the_binary_area(ScoreCase samples)
    {
        double[] columns = [.. samples.Scores.SelectMany(score => new[] { -score, score })];
        Assert.Equal(Roc.Auc(samples.Scores, samples.Labels), Roc.AucOneVersusRest(columns, 2, samples.Labels), OneRounding);
    }
}
