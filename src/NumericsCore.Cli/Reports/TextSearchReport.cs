using System.Globalization;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>The line of each training with its scores, and the ranking.</summary>
internal sealed class TextSearchReport(TextWriter output, bool quiet) : ISearchReport
{
    private const int MaxShown = 30;

    private readonly IAnsiConsole _console = TextConsole.Create(output);
    private Experiment? _first;
    private SearchPlan? _plan;
    private IReadOnlyList<(int Candidates, int Epochs)> _rounds = [];
    private int _inRound;

    public void Prepared(Experiment first, SearchPlan plan, IReadOnlyList<(int Candidates, int Epochs)> rounds)
    {
        (_first, _plan, _rounds) = (first, plan, rounds);
        if (quiet) return;
        TextReport.WriteInput(_console, first);
        _console.Line(FormattableString.Invariant($"rows: {first.Rows.Training} to train on, {first.Rows.Validation} to validate, by which {plan.Score.Name} ranks, and {first.Rows.Test} to test, which are not looked at"));
    }

    public void Beginning(int round)
    {
        _inRound = 0;
        if (quiet) return;
        var (candidates, epochs) = _rounds[round];
        _console.WriteLine();
        _console.Line(_rounds.Count == 1
            ? FormattableString.Invariant($"{candidates} training{(candidates == 1 ? "" : "s")}")
            : FormattableString.Invariant($"round {round + 1}/{_rounds.Count}: {candidates} training{(candidates == 1 ? "" : "s")} of at most {epochs} epoch{(epochs == 1 ? "" : "s")}"));
    }

    public void Finished(RankedTrial<SearchOutcome> trial)
    {
        _inRound++;
        if (quiet)
        {
            // which finds out whether somebody still reads
            output.Flush();
            return;
        }

        var outcome = trial.Result;
        string scores = outcome.Scores is { } known ? string.Join("  ", known.Values.Select(static score => $"{score.Key} {EpochText.Number(score.Value)}")) : $"failed: {outcome.Failure}";
        _console.Line(FormattableString.Invariant($"{_inRound}/{_rounds[trial.Round].Candidates}  {scores}  after {outcome.Epochs} epoch{(outcome.Epochs == 1 ? "" : "s")}"));
        _console.Line($"  {outcome.Line}");
    }

    public void Finished(IReadOnlyList<RankedTrial<SearchOutcome>> ranked, double seconds)
    {
        if (!quiet) _console.WriteLine();
        var best = ranked[0].Result;
        string[] options = [.. _plan!.Tried.Select(static one => one.Option[2..])];
        _console.WriteTable(
            ["Rank", .. options, .. best.Scores!.Values.Select(static score => score.Title), "epochs"], [0, .. Enumerable.Range(1 + options.Length, best.Scores.Values.Count + 1)],
            ranked.Take(MaxShown).Select((trial, i) => Row(i + 1, trial.Result, best.Scores.Values.Count)));
        if (ranked.Count > MaxShown) _console.Line(FormattableString.Invariant($"and {ranked.Count - MaxShown} more, which are in --json"));
        _console.Line($"searched in {seconds.ToString("F2", CultureInfo.InvariantCulture)} s on {_first!.DeviceName}; the best one, to be tested:");
        _console.Line(best.Line);
    }

    private static string[] Row(int rank, SearchOutcome outcome, int scores) =>
    [
        rank.ToString(CultureInfo.InvariantCulture), .. outcome.Candidate.Values,
        .. outcome.Scores is { } known ? known.Values.Select(static score => EpochText.Number(score.Value)) : Enumerable.Repeat("failed", scores),
        outcome.Epochs.ToString(CultureInfo.InvariantCulture),
    ];
}
