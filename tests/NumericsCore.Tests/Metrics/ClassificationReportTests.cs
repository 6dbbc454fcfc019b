using FsCheck.Xunit;

namespace NumericsCore.Tests;

[Properties(Arbitrary = [typeof(MetricArbitraries)])]
public sealed class ClassificationReportTests
{
    private static ClassificationReport Example()
        => new(ConfusionMatrix.FromLabels([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], ["class 0", "class 1", "class 2"]));

    [Fact]
    public void The_example_of_scikit_learn_prints_as_there()
    {
        string[] lines =
        [
            "              precision    recall  f1-score   support",
            "",
            "     class 0       0.50      1.00      0.67         1",
            "     class 1       0.00      0.00      0.00         1",
            "     class 2       1.00      0.67      0.80         3",
            "",
            "    accuracy                           0.60         5",
            "   macro avg       0.50      0.56      0.49         5",
            "weighted avg       0.70      0.60      0.61         5",
        ];
        Assert.Equal(string.Join('\n', lines), Example().ToString());
    }

    [Fact]
    public void More_digits_and_longer_names_widen_the_columns()
    {
        ClassificationReport report = new(ConfusionMatrix.FromLabels([0, 0, 0, 1], [0, 0, 1, 1], ["a long class name", "b"]));
        string[] lines =
        [
            "                      precision       recall     f1-score      support",
            "",
            "a long class name  1.0000000000 0.6666666667 0.8000000000            3",
            "                b  0.5000000000 1.0000000000 0.6666666667            1",
            "",
            "         accuracy                            0.7500000000            4",
            "        macro avg  0.7500000000 0.8333333333 0.7333333333            4",
            "     weighted avg  0.8750000000 0.7500000000 0.7666666667            4",
        ];
        Assert.Equal(string.Join('\n', lines), report.ToString(10));
    }

    [Fact]
    public void The_numbers_can_be_read_without_the_text()
    {
        ClassificationReport report = Example();
        Assert.Equal(new ClassScores("class 0", 0.5, 1, 2.0 / 3, 1), report.Classes[0]);
        Assert.Equal((0.6, 5L), (report.Accuracy, report.Total));
        Assert.Equal(0.5, report.Macro.Precision, 1e-15);
        Assert.Equal(0.7, report.Weighted.Precision, 1e-15);
    }

    [Property]
    public void The_report_repeats_the_matrix(LabelCase labels)
    {
        ConfusionMatrix matrix = labels.Matrix();
        ClassificationReport report = new(matrix);
        Assert.Equal(matrix.ClassNames, report.Classes.Select(scores => scores.Name));
        Assert.Equal(Enumerable.Range(0, labels.ClassCount).Select(i => matrix.Of(i).F1), report.Classes.Select(scores => scores.F1));
        Assert.Equal((matrix.Accuracy, matrix.Averaged(Averaging.Macro), matrix.Averaged(Averaging.Weighted)), (report.Accuracy, report.Macro, report.Weighted));
        Assert.Equal(matrix.Total, report.Classes.Sum(scores => scores.Support));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(16)]
    public void Digits_out_of_range_are_refused(int digits)
        => Assert.Equal($"digits is {digits}; expected 0 to 15. (Parameter 'digits')", Assert.Throws<ArgumentOutOfRangeException>(() => Example().ToString(digits)).Message);

    [Fact]
    public void A_missing_matrix_is_refused()
        => Assert.Equal("matrix", Assert.Throws<ArgumentNullException>(() => new ClassificationReport(null!)).ParamName);
}
