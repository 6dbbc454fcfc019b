using System.Globalization;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>A line for each training, and a table of mean and spread.</summary>
internal sealed class TextRunsReport(TextWriter output, bool quiet) : IRunsReport
{
    private readonly IAnsiConsole _console = TextConsole.Create(output);

    public void Prepared(Experiment first, IReadOnlyList<PlannedRun> plan)
    {
        if (quiet) return;
        TextReport.WriteInput(_console, first);
        _console.Line(FormattableString.Invariant($"{PlannedRun.TitleOfAll(first.Settings.Evaluation)}; in {(plan[0].Fold is null ? "each" : "the first")} {first.Rows.Training} rows to train on, {first.Rows.Validation} to validate, {first.Rows.Test} to test"));
        _console.WriteLine();
    }

    public void Finished(RunOutcome outcome)
    {
        // which also finds out whether somebody still reads
        if (quiet) output.Flush();
        else _console.Line(FormattableString.Invariant($"{outcome.Plan.Title}  {string.Join("  ", outcome.Scores.Values.Select(static score => $"{score.Key} {EpochText.Number(score.Value)}"))}  after {outcome.Epochs} epoch{(outcome.Epochs == 1 ? "" : "s")}"));
    }

    public void Finished(Experiment first, IReadOnlyList<RunOutcome> outcomes, double seconds)
    {
        if (!quiet) _console.WriteLine();
        _console.WriteTable(
            [PlannedRun.TitleOfAll(first.Settings.Evaluation), "mean", "std. dev.", "min", "max"], numbersFrom: 1,
            RunOutcome.Summaries(outcomes).Select(static pair => Row(pair.Score.Title, pair.Summary)));
        if (outcomes[0].Baselines.Count > 0)
        {
            ScoreText.WriteBaselines(_console, "Baselines (mean)", RunOutcome.Summaries(outcomes).Select(static pair => (pair.Score.Title, pair.Summary.Mean)),
                [.. Baselines.Together(outcomes).Select(static baseline => (baseline.First.Title, RunOutcome.Summaries(baseline.Scores).Select(static pair => pair.Summary.Mean)))]);
        }

        _console.Line($"trained and tested in {seconds.ToString("F2", CultureInfo.InvariantCulture)} s on {first.DeviceName}");
    }

    private static string[] Row(string title, ScoreSummary score) =>
        [title, EpochText.Number(score.Mean), EpochText.Number(score.StandardDeviation), EpochText.Number(score.Min), EpochText.Number(score.Max)];
}
