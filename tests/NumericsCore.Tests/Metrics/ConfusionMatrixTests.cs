namespace NumericsCore.Tests;

public sealed class ConfusionMatrixTests
{
    private const double Tolerance = 1e-12;
    private static readonly string[] s_names = ["malignant", "benign"];
    private static readonly string[] s_three = ["cat", "dog", "bird"];

    private static long[,] DocumentMatrix => new long[,] { { 286, 14 }, { 9, 101 } };

    [Fact]
    public void The_documents_matrix_with_the_first_row_positive_has_the_right_scores()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Actual, s_names, positiveClass: 0);
        Assert.Equal(new BinaryCounts(286, 14, 9, 101), matrix.Of(0));
        Assert.Equal(0.9439024390243902, matrix.Accuracy, Tolerance);
        Assert.Equal(0.9694915254237289, matrix.Precision, Tolerance);
        Assert.Equal(0.9533333333333334, matrix.Recall, Tolerance);
        Assert.Equal(0.9613445378151261, matrix.F1, Tolerance);
    }

    [Fact]
    public void The_documents_matrix_with_the_first_row_negative_has_the_right_scores()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Actual, s_names, positiveClass: 1);
        Assert.Equal((101, 9, 14, 286), (matrix.TruePositives, matrix.FalseNegatives, matrix.FalsePositives, matrix.TrueNegatives));
        Assert.Equal(0.9439024390243902, matrix.Accuracy, Tolerance);
        Assert.Equal(0.8782608695652174, matrix.Precision, Tolerance);
        Assert.Equal(0.9181818181818182, matrix.Recall, Tolerance);
        Assert.Equal(0.8977777777777778, matrix.F1, Tolerance);
    }

    [Fact]
    public void No_reading_of_the_documents_matrix_gives_the_numbers_it_prints()
    {
        const double HalfOfTheLastPrintedDigit = 0.00005;
        foreach (MatrixRows rows in Enum.GetValues<MatrixRows>())
        {
            for (int positiveClass = 0; positiveClass < 2; positiveClass++)
            {
                ConfusionMatrix matrix = ConfusionMatrix.FromCounts(DocumentMatrix, rows, s_names, positiveClass);
                Assert.NotInRange(matrix.Accuracy - 0.8956, -HalfOfTheLastPrintedDigit, HalfOfTheLastPrintedDigit);
                Assert.NotInRange(matrix.Recall - 0.9348, -HalfOfTheLastPrintedDigit, HalfOfTheLastPrintedDigit);
                Assert.NotInRange(matrix.Precision - 0.8857, -HalfOfTheLastPrintedDigit, HalfOfTheLastPrintedDigit);
                Assert.NotInRange(matrix.F1 - 0.8746, -HalfOfTheLastPrintedDigit, HalfOfTheLastPrintedDigit);
            }
        }
        Assert.NotInRange((286 + 9) / 410.0 - 0.8956, -HalfOfTheLastPrintedDigit, HalfOfTheLastPrintedDigit);
    }

    [Fact]
    public void Rows_that_are_predictions_are_turned_into_columns()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Predicted, s_names, positiveClass: 0);
        Assert.Equal(new long[,] { { 286, 9 }, { 14, 101 } }, matrix.ToArray());
        Assert.Equal(286.0 / 300, matrix.Precision, Tolerance);
        Assert.Equal(286.0 / 295, matrix.Recall, Tolerance);
    }

    [Fact]
    public void Labels_are_counted_by_actual_row_and_predicted_column()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromLabels([0, 1, 2, 2, 2, 0], [0, 2, 2, 1, 2, 2], s_three);
        Assert.Equal(new long[,] { { 1, 0, 1 }, { 0, 0, 1 }, { 0, 1, 2 } }, matrix.ToArray());
        Assert.Equal(1, matrix[0, 2]);
        Assert.Equal(0, matrix[2, 0]);
        Assert.Equal((6L, 3L, 3, 1), (matrix.Total, matrix.CorrectCount, matrix.ClassCount, matrix.PositiveClass));
        Assert.Equal(s_three, matrix.ClassNames);
    }

    [Fact]
    public void The_positive_class_is_class_1_unless_another_is_named()
    {
        Assert.Equal(new BinaryCounts(2, 0, 1, 1), Scores(ConfusionMatrix.FromLabels([0, 0, 1, 1], [0, 1, 1, 1], s_names)));
        Assert.Equal(new BinaryCounts(1, 1, 0, 2), Scores(ConfusionMatrix.FromLabels([0, 0, 1, 1], [0, 1, 1, 1], s_names, positiveClass: 0)));

        static BinaryCounts Scores(ConfusionMatrix matrix) => new(matrix.TruePositives, matrix.FalseNegatives, matrix.FalsePositives, matrix.TrueNegatives);
    }

    [Fact]
    public void Averages_of_three_classes_are_those_computed_by_hand()
    {
        // Rows (3 1 0), (1 2 1), (0 0 2): precision 3/4, 2/3, 2/3; recall 3/4, 1/2, 1; F1 3/4, 4/7, 4/5; support 4, 4, 2.
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(new long[,] { { 3, 1, 0 }, { 1, 2, 1 }, { 0, 0, 2 } }, MatrixRows.Actual, s_three, 0);
        Same(new AveragedScores(25.0 / 36, 3.0 / 4, 297.0 / 420), matrix.Averaged(Averaging.Macro));
        Same(new AveragedScores(0.7, 0.7, 0.7), matrix.Averaged(Averaging.Micro));
        Same(new AveragedScores(0.7, 0.7, (4 * 3.0 / 4 + 4 * 4.0 / 7 + 2 * 4.0 / 5) / 10), matrix.Averaged(Averaging.Weighted));

        static void Same(AveragedScores expected, AveragedScores actual)
        {
            Assert.Equal(expected.Precision, actual.Precision, Tolerance);
            Assert.Equal(expected.Recall, actual.Recall, Tolerance);
            Assert.Equal(expected.F1, actual.F1, Tolerance);
        }
    }

    [Fact]
    public void Undefined_quotients_are_0()
    {
        BinaryCounts neverPredicted = ConfusionMatrix.FromLabels([1, 0], [0, 0], s_names).Of(1);
        Assert.Equal((0.0, 0.0, 0.0), (neverPredicted.Precision, neverPredicted.Recall, neverPredicted.F1));
        BinaryCounts neverThere = ConfusionMatrix.FromLabels([0, 0], [0, 0], s_names).Of(1);
        Assert.Equal((0.0, 0.0, 0.0), (neverThere.Precision, neverThere.Recall, neverThere.F1));
        Assert.Equal((1.0, 0.0), (neverThere.Specificity, ConfusionMatrix.FromLabels([1], [1], s_names).Of(1).Specificity));
        // A class without samples or predictions still counts in the macro average.
        Assert.Equal(2.0 / 3, ConfusionMatrix.FromLabels([0, 1], [0, 1], s_three).Averaged(Averaging.Macro).F1, Tolerance);
    }

    [Fact]
    public void Counts_near_the_largest_long_do_not_overflow()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(new[,] { { 0, 0 }, { 0, long.MaxValue } }, MatrixRows.Actual, s_names, 1);
        Assert.Equal((1.0, 1.0, 1.0, 1.0), (matrix.Accuracy, matrix.Precision, matrix.Recall, matrix.F1));
    }

    [Fact]
    public void The_matrix_keeps_copies_of_what_it_is_given_and_gives()
    {
        long[,] counts = DocumentMatrix;
        string[] names = [.. s_names];
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(counts, MatrixRows.Actual, names, 1);
        counts[0, 0] = 0;
        names[0] = "changed";
        matrix.ToArray()[0, 0] = 0;
        Assert.Equal(286, matrix[0, 0]);
        Assert.Equal("malignant", matrix.ClassNames[0]);
    }

    [Fact]
    public void The_text_names_rows_columns_and_the_positive_class()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Actual, s_names, 1);
        string[] lines =
        [
            "                  predicted",
            "                  malignant  benign*",
            "actual malignant        286       14",
            "       benign*            9      101",
            "* positive class: benign",
        ];
        Assert.Equal(string.Join('\n', lines), matrix.ToString());
    }

    [Fact]
    public void The_text_stays_aligned_when_counts_are_wider_than_names()
    {
        ConfusionMatrix matrix = ConfusionMatrix.FromCounts(new long[,] { { 1234567, 0, 3 }, { 1, 2, 3 }, { 0, 0, 98765 } }, MatrixRows.Actual, ["a", "b", "c"], 0);
        string[] lines =
        [
            "           predicted",
            "                a*  b      c",
            "actual a*  1234567  0      3",
            "       b         1  2      3",
            "       c         0  0  98765",
            "* positive class: a",
        ];
        Assert.Equal(string.Join('\n', lines), matrix.ToString());
    }

    public static TheoryData<Action, string> BadInput => new()
    {
        { () => ConfusionMatrix.FromLabels([], [], s_names), "actual is empty; a metric needs at least one sample. (Parameter 'actual')" },
        { () => ConfusionMatrix.FromLabels([0, 1], [0], s_names), "predicted has 1 elements, actual has 2; each sample needs one of both. (Parameter 'predicted')" },
        { () => ConfusionMatrix.FromLabels([0, 1, 2], [0, 1, 1], s_names), "actual[2] is 2; a label of 2 classes is a number from 0 to 1. (Parameter 'actual')" },
        { () => ConfusionMatrix.FromLabels([0, 1, 2], [0, -1, 1], s_three), "predicted[1] is -1; a label of 3 classes is a number from 0 to 2. (Parameter 'predicted')" },
        { () => ConfusionMatrix.FromLabels([0], [0], ["only"], 0), "classNames has 1 names; there must be at least 2 classes. (Parameter 'classNames')" },
        { () => ConfusionMatrix.FromLabels([0], [0], ["a", " "]), "classNames[1] is blank; every class needs a name. (Parameter 'classNames')" },
        { () => ConfusionMatrix.FromLabels([0], [0], ["a", "b", "a"]), "classNames[0] and classNames[2] are both 'a'; names must differ. (Parameter 'classNames')" },
        { () => ConfusionMatrix.FromLabels([0], [0], s_names, 2), "positiveClass is 2; the classes are numbered from 0 to 1. (Parameter 'positiveClass')" },
        { () => ConfusionMatrix.FromCounts(new long[2, 3], MatrixRows.Actual, s_names, 1), "counts is 2 x 3; 2 classes need 2 x 2. (Parameter 'counts')" },
        { () => ConfusionMatrix.FromCounts(new long[2, 2], MatrixRows.Actual, s_names, 1), "counts are all 0; a metric needs at least one sample. (Parameter 'counts')" },
        { () => ConfusionMatrix.FromCounts(new long[,] { { 1, 2 }, { -3, 4 } }, MatrixRows.Actual, s_names, 1), "counts[1, 0] is -3; a count cannot be negative. (Parameter 'counts')" },
        { () => ConfusionMatrix.FromCounts(new[,] { { 1, 2 }, { 3, long.MaxValue } }, MatrixRows.Actual, s_names, 1), "counts sum to more than 9223372036854775807. (Parameter 'counts')" },
        { () => ConfusionMatrix.FromCounts(DocumentMatrix, (MatrixRows)7, s_names, 1), "rows is 7; expected Actual or Predicted. (Parameter 'rows')" },
        { () => _ = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Actual, s_names, 1)[0, 2], "predicted is 2; the classes are numbered from 0 to 1. (Parameter 'predicted')" },
        { () => _ = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Actual, s_names, 1).Of(-1), "classIndex is -1; the classes are numbered from 0 to 1. (Parameter 'classIndex')" },
        { () => _ = ConfusionMatrix.FromCounts(DocumentMatrix, MatrixRows.Actual, s_names, 1).Averaged((Averaging)9), "averaging is 9; expected Macro, Micro or Weighted. (Parameter 'averaging')" },
    };

    [Theory]
    [MemberData(nameof(BadInput), DisableDiscoveryEnumeration = true)]
    public void Bad_input_is_named_with_its_place_and_value(Action call, string message)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);

    [Fact]
    public void The_rates_of_a_class_are_quotients_of_its_counts()
    {
        var counts = new BinaryCounts(TruePositives: 3, FalseNegatives: 1, FalsePositives: 2, TrueNegatives: 6);
        Assert.Equal((3 / 5.0, 3 / 4.0, 6 / 8.0, 6 / 9.0), (counts.Precision, counts.Recall, counts.Specificity, counts.F1));
    }

    [Fact]
    public void Many_classes_are_counted_by_the_cells_that_occur_and_summarised()
    {
        const int classes = 50_000;
        string[] names = [.. Enumerable.Range(0, classes).Select(static i => FormattableString.Invariant($"c{i}"))];
        int[] actual = [0, 1, 1, classes - 1, classes - 1], predicted = [0, 2, 2, 3, classes - 1];
        var matrix = ConfusionMatrix.FromLabels(actual, predicted, names);
        Assert.Equal([(0, 0, 1L), (1, 2, 2L), (classes - 1, 3, 1L), (classes - 1, classes - 1, 1L)], matrix.NonzeroCells());
        Assert.Equal((2L, 0.4, 1L, 0L), (matrix[1, 2], matrix.Accuracy, matrix.Of(classes - 1).TruePositives, matrix[7, 7]));
        Assert.Equal("50000 classes, 5 samples, 2 predicted as what they are\n2 of c1 as c2\n1 of c49999 as c3", matrix.ToString());
        Assert.InRange(matrix.Trace().ToString().Length, 1, 5000);
    }

    [Fact]
    public void Few_and_many_classes_have_the_same_scores()
    {
        int[] actual = [0, 1, 1, 2, 2, 0], predicted = [0, 1, 2, 2, 0, 0];
        string[] many = [.. Enumerable.Range(0, 2000).Select(static i => FormattableString.Invariant($"c{i}"))];
        var (small, large) = (ConfusionMatrix.FromLabels(actual, predicted, many[..3]), ConfusionMatrix.FromLabels(actual, predicted, many));
        Assert.Equal(small.NonzeroCells(), large.NonzeroCells());
        Assert.Equal(small.Averaged(Averaging.Weighted), large.Averaged(Averaging.Weighted));
        Assert.Equal(small.Of(1), large.Of(1));
    }
}
