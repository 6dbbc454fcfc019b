using System.Globalization;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>How well probabilities fit outcomes, as text and as JSON.</summary>
internal static class CalibrationReports
{
    private const string Brier = "Brier score", ExpectedError = "expected calibration error";

    /// <summary>What a calibration did.</summary>
    public static void Write(IAnsiConsole console, CalibrationOutcome outcome) => console.WriteTable(["Calibration", "before", "after"], numbersFrom: 1,
    [
        [Brier, EpochText.Number(outcome.Before.Brier), EpochText.Number(outcome.After.Brier)],
        [ExpectedError, EpochText.Number(outcome.Before.ExpectedError), EpochText.Number(outcome.After.ExpectedError)],
        ["temperature", "", EpochText.Number(outcome.Temperature)],
    ]);

    /// <summary>The scores and the reliability curve of a test.</summary>
    public static void Write(IAnsiConsole console, CalibrationScores scores)
    {
        console.WriteTable(["Calibration", ""], numbersFrom: 1, [[Brier, EpochText.Number(scores.Brier)], [ExpectedError, EpochText.Number(scores.ExpectedError)]]);
        console.WriteTable(["Probability", "rows", "mean", "came true"], numbersFrom: 1, scores.Curve.Select(static bin => (string[])
        [
            string.Create(CultureInfo.InvariantCulture, $"{bin.Lower:F1} to {bin.Upper:F1}"), bin.Count.ToString(CultureInfo.InvariantCulture), EpochText.Number(bin.MeanProbability), EpochText.Number(bin.Frequency),
        ]));
    }

    public static JsonObject ToJson(CalibrationScores scores) => new()
    {
        ["brier"] = scores.Brier,
        ["expectedCalibrationError"] = scores.ExpectedError,
        ["curve"] = ScoreJson.List(scores.Curve, static bin => new JsonObject { ["lower"] = bin.Lower, ["upper"] = bin.Upper, ["rows"] = bin.Count, ["meanProbability"] = bin.MeanProbability, ["frequency"] = bin.Frequency }),
    };
}
