using FsCheck.Xunit;

namespace NumericsCore.Tests;

[Properties(Arbitrary = [typeof(MetricArbitraries)])]
public sealed class ConfusionMatrixLaws
{
    private const double Tolerance = 1e-12;

    [Property]
    public void Every_cell_is_the_number_of_samples_with_its_two_labels(LabelCase labels)
    {
        ConfusionMatrix matrix = labels.Matrix();
        for (int actual = 0; actual < labels.ClassCount; actual++)
        {
            for (int predicted = 0; predicted < labels.ClassCount; predicted++)
                Assert.Equal(labels.Actual.Zip(labels.Predicted).Count(pair => pair == (actual, predicted)), matrix[actual, predicted]);
        }
    }

    [Property]
    public void The_cells_sum_to_the_samples_and_each_row_to_its_support(LabelCase labels)
    {
        ConfusionMatrix matrix = labels.Matrix();
        Assert.Equal(labels.Actual.Length, matrix.Total);
        Assert.Equal(matrix.Total, matrix.ToArray().Cast<long>().Sum());
        for (int i = 0; i < labels.ClassCount; i++)
        {
            Assert.Equal(labels.Actual.Count(label => label == i), matrix.Of(i).Support);
            Assert.Equal(labels.Predicted.Count(label => label == i), matrix.Of(i).TruePositives + matrix.Of(i).FalsePositives);
        }
    }

    [Property]
    public void The_four_counts_of_each_class_sum_to_the_samples(LabelCase labels)
    {
        for (int i = 0; i < labels.ClassCount; i++)
        {
            BinaryCounts counts = labels.Matrix().Of(i);
            Assert.Equal(labels.Actual.Length, counts.TruePositives + counts.FalseNegatives + counts.FalsePositives + counts.TrueNegatives);
        }
    }

    [Property]
    public void Accuracy_equals_the_micro_averages_from_added_counts(LabelCase labels)
    {
        ConfusionMatrix matrix = labels.Matrix();
        BinaryCounts[] all = [.. Enumerable.Range(0, labels.ClassCount).Select(matrix.Of)];
        BinaryCounts added = new(all.Sum(c => c.TruePositives), all.Sum(c => c.FalseNegatives), all.Sum(c => c.FalsePositives), all.Sum(c => c.TrueNegatives));
        Assert.Equal(new AveragedScores(added.Precision, added.Recall, added.F1), matrix.Averaged(Averaging.Micro));
        Assert.Equal(matrix.Accuracy, added.F1);
        Assert.Equal(labels.Actual.Zip(labels.Predicted).Average(pair => pair.First == pair.Second ? 1.0 : 0.0), matrix.Accuracy, Tolerance);
    }

    [Property]
    public void F1_is_the_harmonic_mean_of_precision_and_recall(LabelCase labels)
    {
        for (int i = 0; i < labels.ClassCount; i++)
        {
            BinaryCounts scores = labels.Matrix().Of(i);
            double sum = scores.Precision + scores.Recall;
            Assert.Equal(sum == 0 ? 0 : 2 * scores.Precision * scores.Recall / sum, scores.F1, Tolerance);
        }
    }

    [Property]
    public void Weighted_recall_equals_accuracy(LabelCase labels)
        => Assert.Equal(labels.Matrix().Accuracy, labels.Matrix().Averaged(Averaging.Weighted).Recall, Tolerance);

    [Property]
    public void The_order_of_the_samples_does_not_matter(LabelCase labels, int seed)
    {
        LabelCase shuffled = labels with
        {
            Actual = MetricArbitraries.Shuffled(labels.Actual, seed),
            Predicted = MetricArbitraries.Shuffled(labels.Predicted, seed),
        };
        Assert.Equal(labels.Matrix().ToArray(), shuffled.Matrix().ToArray());
    }

    [Property]
    public void Exchanging_actual_and_predicted_exchanges_precision_and_recall(LabelCase labels)
    {
        ConfusionMatrix matrix = labels.Matrix();
        ConfusionMatrix exchanged = ConfusionMatrix.FromLabels(labels.Predicted, labels.Actual, labels.Names);
        ConfusionMatrix read = ConfusionMatrix.FromCounts(matrix.ToArray(), MatrixRows.Predicted, labels.Names, 1);
        Assert.Equal((matrix.Precision, matrix.Recall, matrix.F1), (exchanged.Recall, exchanged.Precision, exchanged.F1));
        Assert.Equal(exchanged.ToArray(), read.ToArray());
    }

    [Property]
    public void All_lines_of_the_text_but_the_first_and_last_have_one_width(LabelCase labels)
        => Assert.Single(labels.Matrix().ToString().Split('\n')[1..^1].Select(line => line.Length).Distinct());
}
