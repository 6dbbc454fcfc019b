using ScottPlot;

namespace NumericsCore.Plots;

public sealed partial class Chart
{
    private const int MaxMatrixClasses = 20;

    /// <summary>The ROC curve of two classes: the true positive rate against the false positive rate, over all thresholds.</summary>
    /// <param name="scores">One score a row, higher for positive, such as a probability.</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row; each comes at least once.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a score is NaN, or there is one class only.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither 0 nor 1.</exception>
    public static Chart Roc(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        double area = NumericsCore.Roc.Auc(scores, labels);
        RequireBoth(labels);
        return Roc([("", area, RocPoints(scores, labels))], $"The area under the curve is {Axes.Number(area)}.");
    }

    /// <summary>The ROC curves of several classes, each against all others; of more than eight, those with the most rows.</summary>
    /// <param name="scores">Row by row a score for each class.</param>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="classNames">The names of the classes, at least two.</param>
    /// <exception cref="ArgumentException">The labels are empty, the scores are not rows × classes, a score is NaN, or all rows are of one class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes, or a label is no class.</exception>
    public static Chart Roc(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        double[] areas = NumericsCore.Roc.AucPerClass(scores, classNames.Count, labels);
        var curves = new List<(string, double, (double, double)[])>();
        foreach (int one in MostFrequent(labels, classNames.Count).Where(one => double.IsFinite(areas[one])).Take(Palette.Series.Count).Order())
            curves.Add((classNames[one], areas[one], RocPoints(Column(scores, classNames.Count, one), OneAgainstRest(labels, one))));
        if (curves.Count == 0) throw new ArgumentException("All rows are of one class; expected two at least.", nameof(labels));
        string left = curves.Count < classNames.Count ? FormattableString.Invariant($" {classNames.Count - curves.Count} of the {classNames.Count} classes are not drawn.") : "";
        return Roc(curves, $"The areas under the curves are {string.Join(", ", curves.Select(static curve => $"{curve.Item1} {Axes.Number(curve.Item2)}"))}.{left}");
    }

    /// <summary>Precision against recall of two classes, over all thresholds.</summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row; each comes at least once.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a probability is NaN, or there is one class only.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], or a label is neither 0 nor 1.</exception>
    public static Chart PrecisionRecall(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels)
    {
        var cuts = Cuts(probabilities, labels);
        double average = 0, recall = 0;
        foreach (var (_, counts) in cuts)
        {
            average += (counts.Recall - recall) * counts.Precision;
            recall = counts.Recall;
        }

        double share = (double)labels.Count(1) / labels.Length;
        var points = Curves.Thin([(0, cuts[0].Counts.Precision), .. cuts.Select(static cut => (cut.Counts.Recall, cut.Counts.Precision))]);
        return new Chart(
            "Precision and recall", $"Precision against recall, over all thresholds. The average precision is {Axes.Number(average)}; {Axes.Number(share)} of the rows are positive.",
            new Panel("Precision and recall", "recall", "precision", Draw, Alignment.LowerLeft));

        void Draw(Plot plot)
        {
            plot.Line(points, Palette.Series[0], $"average precision {Axes.Number(average)}");
            plot.Reference((0, share), (1, share), "all rows positive");
            plot.UnitSquare();
        }
    }

    /// <summary>Precision, recall and F1 of two classes against the threshold.</summary>
    /// <param name="probabilities">The probability of the positive class of each row, in [0, 1].</param>
    /// <param name="labels">1 for positive, 0 for negative, one a row; each comes at least once.</param>
    /// <param name="threshold">The threshold in use, which is marked, in [0, 1].</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, a probability is NaN, or there is one class only.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or the threshold is outside [0, 1], or a label is neither 0 nor 1.</exception>
    public static Chart Thresholds(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, double threshold = 0.5)
    {
        Require.Finite(threshold, threshold is >= 0 and <= 1, "from 0 to 1", nameof(threshold));
        var cuts = Cuts(probabilities, labels);
        var best = cuts.MaxBy(static cut => cut.Counts.F1);
        var lines = new (string Name, (double, double)[] Points)[]
        {
            ("precision", Curves.Thin([.. cuts.Select(static cut => (cut.Threshold, cut.Counts.Precision))])),
            ("recall", Curves.Thin([.. cuts.Select(static cut => (cut.Threshold, cut.Counts.Recall))])),
            ("F1", Curves.Thin([.. cuts.Select(static cut => (cut.Threshold, cut.Counts.F1))])),
        };
        return new Chart(
            "Thresholds", $"Precision, recall and F1 by the probability from which a row counts as positive. The threshold in use is {Axes.Number(threshold)}; F1 is largest, {Axes.Number(best.Counts.F1)}, at {Axes.Number(best.Threshold)}.",
            new Panel("Thresholds", "threshold", "score", Draw, Alignment.LowerLeft));

        void Draw(Plot plot)
        {
            LinePattern[] patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted];
            for (int i = 0; i < lines.Length; i++) plot.Line(lines[i].Points, Palette.Series[i], lines[i].Name, patterns[i]);
            plot.Reference((threshold, 0), (threshold, 1), "in use");
            plot.UnitSquare();
        }
    }

    /// <summary>The reliability curve: how often what had a probability came true.</summary>
    /// <param name="curve">What <see cref="NumericsCore.Calibration"/> gave, at least one bin.</param>
    /// <exception cref="ArgumentException">There is no bin.</exception>
    public static Chart Calibration(ReadOnlySpan<ReliabilityBin> curve)
    {
        double error = NumericsCore.Calibration.ExpectedError(curve);
        var bins = curve.ToArray();
        string places = string.Join(", ", bins.Select(static bin => FormattableString.Invariant($"{Axes.Number(bin.MeanProbability)} came true in {Math.Round(bin.Frequency * bin.Count)} of {bin.Count}")));
        return new Chart(
            "Calibration", $"How often rows came true, by their predicted probability: {places}. The expected calibration error is {Axes.Number(error)}.",
            new Panel("Calibration", "mean predicted probability", "fraction that came true", Draw, Alignment.UpperLeft));

        void Draw(Plot plot)
        {
            plot.Reference((0, 0), (1, 1), "as predicted");
            var line = plot.Line([.. bins.Select(static bin => (bin.MeanProbability, bin.Frequency))], Palette.Series[0], $"expected error {Axes.Number(error)}");
            line.MarkerSize = 7;
            plot.UnitSquare();
        }
    }

    /// <summary>A confusion matrix: a row for each actual class, a column for each predicted one, the darker the more of the row.</summary>
    /// <param name="matrix">Of at most 20 classes.</param>
    /// <exception cref="ArgumentException">There are more classes.</exception>
    public static Chart ConfusionMatrix(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int classes = matrix.ClassCount;
        if (classes > MaxMatrixClasses) throw new ArgumentException(FormattableString.Invariant($"The matrix has {classes} classes; expected at most {MaxMatrixClasses}."), nameof(matrix));
        var cells = matrix.NonzeroCells().Select(cell => FormattableString.Invariant($"{matrix.ClassNames[cell.Actual]} as {matrix.ClassNames[cell.Predicted]} {cell.Count}"));
        return new Chart(
            "Confusion matrix", FormattableString.Invariant($"Of {matrix.Total} rows {matrix.CorrectCount} are predicted as what they are. Actual and predicted: {string.Join(", ", cells)}."),
            new Panel("Confusion matrix", "predicted", "actual", Draw))
        {
            Height = Math.Clamp(100 + 40 * classes + LabelsBelow(matrix), 360, 1200),
            Width = Math.Clamp(200 + 56 * classes, 480, 1320),
        };

        void Draw(Plot plot)
        {
            for (int actual = 0; actual < classes; actual++)
            {
                long support = matrix.Of(actual).Support;
                for (int predicted = 0; predicted < classes; predicted++)
                {
                    // the first class is at the top
                    double y = classes - 1 - actual;
                    double share = support == 0 ? 0 : (double)matrix[actual, predicted] / support;
                    var cell = plot.Add.Rectangle(predicted - 0.5, predicted + 0.5, y - 0.5, y + 0.5);
                    cell.FillColor = Palette.Series[actual == predicted ? 0 : 1].Color.WithAlpha(0.4 * share);
                    cell.LineColor = Palette.Grid.Color;
                    var text = plot.Add.Text(FormattableString.Invariant($"{matrix[actual, predicted]}"), predicted, y);
                    text.LabelFontColor = Palette.Text.Color;
                    text.LabelFontSize = TextSize;
                    text.LabelAlignment = Alignment.MiddleCenter;
                }
            }

            plot.Axes.Bottom.TickGenerator = Axes.Named(matrix.ClassNames);
            plot.Axes.Left.TickGenerator = Axes.Named(matrix.ClassNames.Reverse());
            if (classes > 3)
            {
                (plot.Axes.Bottom.TickLabelStyle.Rotation, plot.Axes.Bottom.TickLabelStyle.Alignment) = (-45, Alignment.MiddleRight);
                plot.Axes.Bottom.MinimumSize = LabelsBelow(matrix);
            }

            plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
            plot.HideGrid();
        }
    }

    /// <summary>The units down that the names of the classes take below a matrix, where they are slanted.</summary>
    private static int LabelsBelow(ConfusionMatrix matrix) => matrix.ClassCount <= 3 ? 0 : 38 + 5 * Math.Min(22, matrix.ClassNames.Max(static name => name.Length));

    private static Chart Roc(List<(string Name, double Area, (double, double)[] Points)> curves, string areas)
    {
        return new Chart("ROC", $"True positive rate against false positive rate, over all thresholds. {areas} Chance has 0.5.", new Panel("ROC", "false positive rate", "true positive rate", Draw, Alignment.LowerRight));

        void Draw(Plot plot)
        {
            plot.Reference((0, 0), (1, 1), "chance");
            for (int i = 0; i < curves.Count; i++)
                plot.Line(curves[i].Points, Palette.Series[i], $"{PlotFont.Drawable(curves[i].Name, 16)} AUC {Axes.Number(curves[i].Area)}".TrimStart());
            plot.UnitSquare();
        }
    }

    private static (double, double)[] RocPoints(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels) =>
        Curves.Thin([.. NumericsCore.Roc.Curve(scores, labels).Select(static point => (point.FalsePositiveRate, point.TruePositiveRate))]);

    private static IEnumerable<int> MostFrequent(ReadOnlySpan<int> labels, int classes)
    {
        int[] counts = new int[classes];
        foreach (int label in labels) counts[label]++;
        return Enumerable.Range(0, classes).OrderByDescending(one => counts[one]);
    }

    private static double[] Column(ReadOnlySpan<double> scores, int columns, int column)
    {
        double[] values = new double[scores.Length / columns];
        for (int row = 0; row < values.Length; row++) values[row] = scores[row * columns + column];
        return values;
    }

    private static int[] OneAgainstRest(ReadOnlySpan<int> labels, int one)
    {
        int[] binary = new int[labels.Length];
        for (int row = 0; row < binary.Length; row++) binary[row] = labels[row] == one ? 1 : 0;
        return binary;
    }

    /// <summary>The thresholds from which on a row counts as positive.</summary>
    private static List<(double Threshold, BinaryCounts Counts)> Cuts(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels)
    {
        var cuts = DecisionThreshold.Cuts(probabilities, labels).Where(static cut => cut.Counts.TruePositives + cut.Counts.FalsePositives > 0).ToList();
        RequireBoth(labels);
        return cuts;
    }

    private static void RequireBoth(ReadOnlySpan<int> labels)
    {
        if (!labels.Contains(1) || !labels.Contains(0)) throw new ArgumentException($"labels has no {(labels.Contains(1) ? "negative" : "positive")} row; expected one at least.", nameof(labels));
    }
}
