using System.Globalization;
using System.Xml.Linq;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;
using NumericsCore.Plots;

namespace NumericsCore.Cli.Pages;

/// <summary>What a test gave: matrix, curves, and the rows that are worth a look.</summary>
internal static class TestParts
{
    private const int MaxMatrix = 20, MaxCells = 40, MaxWrong = 15, MaxShown = 8;

    /// <summary>The charts and the confusion matrix of a test.</summary>
    public static XElement Test(TestScores scores, TestedRows tested, string rows, CalibrationOutcome? calibration = null) => Html.Section("test", "Test",
    [
        Html.Of("p", rows),
        ReportParts.Tiles(scores),
        .. scores.Confusion is { } matrix ? [Confusion(matrix)] : (XElement[])[],
        .. calibration is null ? [] : (XElement[])[Html.Table("Calibration", ["Score", "before", "after"],
        [
            ["Brier score", EpochText.Number(calibration.Before.Brier), EpochText.Number(calibration.After.Brier)],
            ["expected calibration error", EpochText.Number(calibration.Before.ExpectedError), EpochText.Number(calibration.After.ExpectedError)],
            ["temperature", "", EpochText.Number(calibration.Temperature)],
        ], numbersFrom: 1)],
        .. Charts(tested),
    ]);

    /// <summary>The rows that the model is most wrong about.</summary>
    public static XElement Errors(TestedRows tested)
    {
        var scored = tested.Scored;
        bool ofClasses = scored.Classes is not null;
        int[] wrong = ofClasses
            ? [.. Enumerable.Range(0, scored.Count).Where(row => scored.Actual[row] != scored.Predicted[row]).OrderByDescending(row => Probability(scored, row)).Take(MaxWrong)]
            : [.. Enumerable.Range(0, scored.Count).OrderByDescending(row => Math.Abs(scored.PredictedNumbers[row] - scored.Numbers[row])).Take(MaxWrong)];
        string title = ofClasses ? "The most confident wrong rows" : "The largest errors";
        if (wrong.Length == 0) return Html.Section("errors", title, Html.Of("p", "Every test row is predicted as what it is."));
        // the columns that count come first
        string[] columns = [.. (tested.Importances?.Columns.Select(static column => column.Column) ?? tested.Pipeline.InputNames).Take(MaxShown)];
        string[] head = ofClasses ? ["Line", "Actual", "Predicted", "Probability"] : ["Line", "Actual", "Predicted", "Error"];
        string left = tested.Pipeline.InputNames.Count > columns.Length ? FormattableString.Invariant($", with {columns.Length} of their {tested.Pipeline.InputNames.Count} columns") : "";
        return Html.Section("errors", title,
            Html.Of("p", ofClasses ? "Where the model is sure and wrong, look first: at the row, which may be mistaken, then at what the model cannot see." : "Look first at the row, which may be mistaken, then at what the model cannot see."),
            Html.Table($"Test rows{left}", [.. head, .. columns], wrong.Select(row => (object[])[Line(tested.Table, row), .. Outcome(scored, row), .. columns.Select(column => tested.Table[column].Text(row) ?? "(missing)")])));
    }

    private static string Line(Table table, int row) => (table.LineOf(row) ?? row + 1).ToString(CultureInfo.InvariantCulture);

    private static object[] Outcome(ScoredRows scored, int row) => scored.Classes is { } classes
        ? [classes[scored.Actual[row]], classes[scored.Predicted[row]], EpochText.Number(Probability(scored, row))]
        : [Number(scored.Numbers[row]), Number(scored.PredictedNumbers[row]), Number(scored.PredictedNumbers[row] - scored.Numbers[row])];

    private static double Probability(ScoredRows scored, int row) => scored.Probabilities[row * scored.Classes!.Count + scored.Predicted[row]];

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static IEnumerable<XElement> Charts(TestedRows tested)
    {
        var scored = tested.Scored;
        if (scored.Classes is null && scored.Numbers.Concat(scored.PredictedNumbers).Any(static number => !Axes.CanDraw(2 * number)))
            return [Html.Of("p", Html.With("class", "note"), "The numbers are too large to be drawn.")];
        if (scored.Classes is not { } classes)
            return [Beside(Html.Figure(Chart.PredictedActual(scored.Numbers, scored.PredictedNumbers), "predicted"), Html.Figure(Chart.Residuals(scored.Numbers, scored.PredictedNumbers), "residuals"))];
        if (scored.Actual.Distinct().Count() < 2) return [Html.Of("p", Html.With("class", "note"), "All test rows are of one class: there are no curves.")];
        if (classes.Count > 2)
        {
            return [Beside(
                Html.Figure(Chart.Roc(scored.Probabilities, scored.Actual, classes), "roc"),
                Html.Figure(Chart.Calibration(Calibration.ReliabilityCurve<double>(scored.Probabilities, classes.Count, scored.Actual)), "calibration"))];
        }

        double[] probabilities = scored.PositiveProbabilities;
        return [Beside(
            Html.Figure(Chart.Roc(probabilities, scored.Actual), "roc"),
            Html.Figure(Chart.PrecisionRecall(probabilities, scored.Actual), "precision-recall"),
            Html.Figure(Chart.Calibration(Calibration.ReliabilityCurve<double>(probabilities, scored.Actual)), "calibration"),
            Html.Figure(Chart.Thresholds(probabilities, scored.Actual, tested.Pipeline.Threshold), "thresholds"))];
    }

    private static XElement Beside(params object?[] figures) => Html.Of("div", [Html.With("class", "charts"), .. figures]);

    private static XElement Confusion(ConfusionMatrix matrix)
    {
        if (matrix.ClassCount > MaxMatrix)
        {
            var cells = matrix.NonzeroCells().Where(static cell => cell.Actual != cell.Predicted).OrderByDescending(static cell => cell.Count).Take(MaxCells);
            return Html.Table(FormattableString.Invariant($"What is mistaken for what most often, of {matrix.ClassCount} classes"), ["Actual", "Predicted", "Rows"], cells.Select(cell => (object[])[matrix.ClassNames[cell.Actual], matrix.ClassNames[cell.Predicted], ReportParts.Count(cell.Count)]), numbersFrom: 2);
        }

        int[] classes = [.. Enumerable.Range(0, matrix.ClassCount)];
        var table = Html.Table("Confusion matrix: a row for each actual class, a column for each predicted one", ["Actual \\ predicted", .. matrix.ClassNames],
            classes.Select(actual => (object[])[matrix.ClassNames[actual], .. classes.Select(predicted => Cell(matrix, actual, predicted))]));
        table.Element("table")!.Add(Html.With("class", "matrix"));
        return table;
    }

    private static XElement Cell(ConfusionMatrix matrix, int actual, int predicted)
    {
        long support = matrix.Of(actual).Support;
        double share = support == 0 ? 0 : (double)matrix[actual, predicted] / support;
        return Html.Of("td", Html.With("class", actual == predicted ? "right" : "wrong"), Html.With("style", string.Create(CultureInfo.InvariantCulture, $"--share:{share:0.###}")), ReportParts.Count(matrix[actual, predicted]));
    }
}
