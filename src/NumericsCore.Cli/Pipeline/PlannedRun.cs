using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>One of several trainings.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Fold">The fold that it is tested on, from 1; null without folds.</param>
/// <param name="Split">Its rows; if null the settings say.</param>
internal sealed record PlannedRun(string Title, ulong Seed, int? Fold, Split? Split) : InvariantRecord
{
    /// <summary>All that the settings ask for.</summary>
    /// <exception cref="InputException">The table has too few rows, groups or rows of a class.</exception>
    public static IReadOnlyList<PlannedRun> All(TrainSettings settings, InputTable input)
    {
        var evaluation = settings.Evaluation;
        if (evaluation.Folds is not { } folds)
            return [.. Enumerable.Range(0, evaluation.Seeds ?? 1).Select(i => SeedOf(settings, i)).Select(static seed => new PlannedRun(FormattableString.Invariant($"seed {seed}"), seed, null, null))];
        if (input.RowCount <= folds) throw new InputException(FormattableString.Invariant($"--folds is {folds}, but there are {input.RowCount} rows; expected fewer folds than rows"));
        return [.. Splits(settings, input, folds).Select((split, i) => new PlannedRun(
            (evaluation.Repeat > 1 ? FormattableString.Invariant($"repetition {i / folds + 1}/{evaluation.Repeat}, ") : "") + FormattableString.Invariant($"fold {i % folds + 1}/{folds}"),
            SeedOf(settings, i / folds), i % folds + 1, split))];
    }

    /// <summary>What they are together.</summary>
    public static string TitleOfAll(EvaluationSettings evaluation) => evaluation switch
    {
        { Folds: { } folds, Repeat: 1 } => FormattableString.Invariant($"{folds} folds"),
        { Folds: { } folds, Repeat: var repeat } => FormattableString.Invariant($"{repeat} x {folds} folds"),
        _ => FormattableString.Invariant($"{evaluation.Seeds} seeds"),
    };

    private static IReadOnlyList<Split> Splits(TrainSettings settings, InputTable input, int folds)
    {
        var evaluation = settings.Evaluation;
        try
        {
            if (evaluation.Ordered) return Data.Split.TimeSeries(input.RowCount, folds);
            if (input.Group is { } group) return Data.Split.GroupKFold(group, folds, settings.Seed, evaluation.Repeat);
            return settings.Stratify && TargetClasses.Of(input.Target, settings) is { } labels
                ? Data.Split.StratifiedKFold(labels, folds, settings.Seed, evaluation.Repeat)
                : Data.Split.KFold(input.RowCount, folds, settings.Seed, evaluation.Repeat);
        }
        // too few groups, or rows of a class
        catch (ArgumentException e) when (e is not ArgumentOutOfRangeException)
        {
            throw new InputException($"{evaluation.SeveralRunsOption}: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}");
        }
    }

    private static ulong SeedOf(TrainSettings settings, int number) => unchecked(settings.Seed + (ulong)number);
}
