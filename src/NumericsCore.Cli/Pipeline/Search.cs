using System.Collections.Concurrent;
using System.Diagnostics;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What one training of a search gave.</summary>
/// <param name="Candidate">Which it was.</param>
/// <param name="Line">The command that repeats it.</param>
/// <param name="Epochs">For how many epochs it was trained.</param>
/// <param name="Scores">On the validation rows; null where it failed.</param>
/// <param name="WeightsSha256">The hash of its parameters; null where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
internal sealed record SearchOutcome(SearchCandidate Candidate, string Line, int Epochs, TestScores? Scores, string? WeightsSha256, string? Failure) : InvariantRecord;

/// <summary>The trainings of a search, several at once where the CPU has the threads; the outcome does not depend on how many.</summary>
internal sealed class Search
{
    // which change what is read, or left out for missing values
    private static readonly string[] s_ofTable = ["--impute", "--encode", "--transform"];

    private readonly SearchPlan _plan;
    private readonly IReadOnlyList<SearchCandidate> _candidates;
    private readonly InputTable _input;
    private readonly RunDevices _devices;
    private readonly ConcurrentDictionary<int, SearchOutcome> _stopped = [];

    private Search(SearchPlan plan, IReadOnlyList<SearchCandidate> candidates, InputTable input, RunDevices devices) =>
        (_plan, _candidates, _input, _devices) = (plan, candidates, input, devices);

    /// <summary>Runs all.</summary>
    /// <param name="plan">What is to be tried.</param>
    /// <param name="report">Shows what comes out.</param>
    /// <param name="error">Takes warnings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    /// <exception cref="InputException">Settings contradict each other, do not fit the table, or leave other rows; or every training failed.</exception>
    public static void Run(SearchPlan plan, ISearchReport report, TextWriter error, CancellationToken cancellationToken)
    {
        var candidates = plan.Candidates();
        // all of them, before the first is trained
        foreach (var candidate in candidates) TrainCommand.Settings(candidate.For(null));
        var settings = TrainCommand.Settings(candidates[0].For(null));
        if (settings.ValidationSplit == 0) throw new InputException("a search scores on validation rows, but --validation-split is 0");
        var input = InputTable.Read(settings);
        var search = new Search(plan, candidates, input, RunDevices.For(settings, candidates.Count));
        var first = search.Prepare(0, null);
        _ = plan.Score.PlaceIn(first.ValidateConstant());
        first.CheckLeakage();
        InputWarnings.Write(error, first.Warnings);
        var rounds = plan.Factor is { } factor ? SuccessiveHalving.Rounds(candidates.Count, plan.Epochs, factor) : [(candidates.Count, plan.Epochs)];
        report.Prepared(first, plan, rounds);
        var clock = Stopwatch.StartNew();
        var ranked = SuccessiveHalving.Run(
            rounds, (candidate, epochs, token) => search.Train(candidate, plan.Factor is null ? null : epochs, token), outcome => outcome.Scores is null ? double.NaN : plan.Score.LossOf(outcome.Scores),
            search._devices.AtOnce, report.Beginning, report.Finished, cancellationToken);
        if (ranked[0].Result.Failure is { } failure) throw new InputException($"every training failed, as that of '{ranked[0].Result.Line}': {failure}");
        report.Finished(ranked, clock.Elapsed.TotalSeconds);
    }

    private SearchOutcome Train(int number, int? epochs, CancellationToken cancellationToken)
    {
        var candidate = _candidates[number];
        // what stopped early would stop there again
        if (_stopped.TryGetValue(number, out var stopped)) return stopped with { Line = candidate.Line(epochs) };
        var experiment = Prepare(number, epochs);
        try
        {
            var (trained, scores, hash) = experiment.Validate(cancellationToken);
            var outcome = new SearchOutcome(candidate, candidate.Line(epochs), trained, scores, hash, null);
            if (trained < experiment.Settings.Epochs && !experiment.Settings.Schedule.DependsOnLength) _stopped[number] = outcome;
            return outcome;
        }
        // one that goes wrong is no reason to give up the others
        catch (TrainingDivergedException e)
        {
            return new(candidate, candidate.Line(epochs), e.Epoch, null, null, FormattableString.Invariant($"the loss became {e.Loss} in epoch {e.Epoch}"));
        }
        catch (InputException e)
        {
            return new(candidate, candidate.Line(epochs), experiment.Settings.Epochs, null, null, e.Message);
        }
    }

    private Experiment Prepare(int number, int? epochs)
    {
        var settings = TrainCommand.Settings(_candidates[number].For(epochs));
        var input = _plan.Tried.Any(static one => s_ofTable.Contains(one.Option)) && number > 0 ? InputTable.Read(settings) : _input;
        if (input.RowCount == _input.RowCount) return new(settings, input, null, _devices.Create());
        throw new InputException(FormattableString.Invariant($"'{_candidates[number].Line(epochs)}' leaves {input.RowCount} rows and '{_candidates[0].Line(epochs)}' {_input.RowCount}, so their scores cannot be compared; expected the same rows"));
    }
}
