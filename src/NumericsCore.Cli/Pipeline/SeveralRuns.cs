using System.Diagnostics;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What one of several trainings gave.</summary>
/// <param name="Plan">Which it was.</param>
/// <param name="Rows">How many rows went where.</param>
/// <param name="Epochs">For how many epochs it was trained.</param>
/// <param name="Scores">Its test.</param>
/// <param name="WeightsSha256">The hash of its parameters.</param>
/// <param name="Warnings">What the user should look at.</param>
internal sealed record RunOutcome(PlannedRun Plan, RowCounts Rows, int Epochs, TestScores Scores, string WeightsSha256, IReadOnlyList<string> Warnings) : InvariantRecord
{
    /// <summary>Simpler models on the same rows; empty where none were asked for.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>Mean and spread of each score over several trainings.</summary>
    public static IEnumerable<(Score Score, ScoreSummary Summary)> Summaries(IReadOnlyList<RunOutcome> outcomes) => Summaries([.. outcomes.Select(static outcome => outcome.Scores)]);

    /// <summary>Mean and spread of each score over several tests.</summary>
    public static IEnumerable<(Score Score, ScoreSummary Summary)> Summaries(IReadOnlyList<TestScores> tests) =>
        tests[0].Values.Select((score, i) => (score, new ScoreSummary([.. tests.Select(test => test.Values[i].Value)])));
}

/// <summary>Several trainings with one test each: folds, or seeds.</summary>
internal static class SeveralRuns
{
    /// <summary>Runs all, several at once where the CPU has the threads; the outcome does not depend on how many.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="fresh">The same again, with an optimizer of its own.</param>
    /// <param name="report">Shows what comes out.</param>
    /// <param name="error">Takes warnings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static void Run(TrainSettings settings, Func<TrainSettings> fresh, IRunsReport report, TextWriter error, CancellationToken cancellationToken)
    {
        var input = InputTable.Read(settings);
        var plan = PlannedRun.All(settings, input);
        var devices = RunDevices.For(settings, plan.Count);
        var first = Prepare(0);
        first.CheckLeakage();
        InputWarnings.Write(error, first.Warnings);
        report.Prepared(first, plan);
        var clock = Stopwatch.StartNew();
        var outcomes = ParallelRuns.Run(plan.Count, devices.AtOnce, (i, token) => RunOne(i == 0 ? first : Prepare(i), plan[i], token), (_, outcome) => report.Finished(outcome), cancellationToken);
        // those that the first has too were said before
        InputWarnings.Write(error, outcomes.SelectMany(static outcome => outcome.Warnings.Select(warning => (outcome.Plan.Title, warning)))
            .ExceptBy(first.Warnings, static pair => pair.warning).DistinctBy(static pair => pair.warning).Select(static pair => $"{pair.Title}: {pair.warning}"));
        report.Finished(first, outcomes, clock.Elapsed.TotalSeconds);

        Experiment Prepare(int i) => new(fresh() with { Seed = plan[i].Seed }, input, plan[i].Split, devices.Create());
    }

    private static RunOutcome RunOne(Experiment experiment, PlannedRun plan, CancellationToken cancellationToken)
    {
        var baselines = experiment.Settings.Evaluation.Baselines ? Baselines.Of(experiment, cancellationToken) : [];
        var outcome = experiment.Run(static fit => fit([]), null, cancellationToken);
        return new(plan, experiment.Rows, outcome.History.Epochs.Count, outcome.Scores, outcome.WeightsSha256, experiment.Warnings) { Baselines = baselines };
    }
}
