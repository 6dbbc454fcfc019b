using System.Globalization;
using NumericsCore.Cli.Pipeline;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>What a test gave, as tables.</summary>
internal static class ScoreText
{
    /// <summary>The most classes that a line or a matrix shows.</summary>
    public const int MaxClassesShown = 20;

    public static void Write(IAnsiConsole console, int rows, TestScores scores, string? positive)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"Test on {rows} row{(rows == 1 ? "" : "s")}");
        if (scores.Intervals.Count == 0) console.WriteTable([title, ""], numbersFrom: 1, scores.Values.Select(static score => (string[])[score.Title, EpochText.Number(score.Value)]));
        else console.WriteTable([title, "", "95 % interval"], numbersFrom: 1, scores.Values.Select((score, i) => (string[])[score.Title, EpochText.Number(score.Value), scores.Intervals[i] is { } interval ? $"{EpochText.Number(interval.Lower)} to {EpochText.Number(interval.Upper)}" : ""]));
        if (scores.Confusion is { } matrix) WriteConfusion(console, matrix, positive);
    }

    /// <summary>Prints the scores beside those of simpler models.</summary>
    public static void WriteBaselines(IAnsiConsole console, TestScores scores, IReadOnlyList<Baseline> baselines) =>
        WriteBaselines(console, "Baselines", scores.Values.Select(static score => (score.Title, score.Value)), [.. baselines.Select(static baseline => (baseline.Title, (IEnumerable<double>)[.. baseline.Scores.Values.Select(static score => score.Value)]))]);

    /// <summary>Prints scores beside those of simpler models.</summary>
    public static void WriteBaselines(IAnsiConsole console, string title, IEnumerable<(string Title, double Value)> scores, IReadOnlyList<(string Title, IEnumerable<double> Values)> baselines)
    {
        double[][] others = [.. baselines.Select(static baseline => baseline.Values.ToArray())];
        console.WriteTable([title, .. baselines.Select(static baseline => baseline.Title), "network"], numbersFrom: 1,
            scores.Select((score, i) => (string[])[score.Title, .. others.Select(values => EpochText.Number(values[i])), EpochText.Number(score.Value)]));
    }

    private static void WriteConfusion(IAnsiConsole console, ConfusionMatrix matrix, string? positive)
    {
        if (matrix.ClassCount > MaxClassesShown)
        {
            console.Line(FormattableString.Invariant($"the confusion matrix of {matrix.ClassCount} classes is in --json"));
            return;
        }
        string[] names = [.. matrix.ClassNames.Select(name => name == positive ? $"{name} (positive)" : name)];
        string[] head = console.IsPlain() ? ["actual", .. names.Select(static name => $"predicted {name}")] : ["Actual \\ predicted", .. names];
        console.WriteTable(
            head, numbersFrom: 1,
            names.Select((name, actual) => (string[])[name, .. names.Select((_, predicted) => matrix[actual, predicted].ToString(CultureInfo.InvariantCulture))]));
    }
}
