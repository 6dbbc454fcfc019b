namespace NumericsCore.Data;

/// <summary>One of the trainings that a search compared.</summary>
/// <typeparam name="TResult">What a training gives.</typeparam>
/// <param name="Candidate">Its number, from 0.</param>
/// <param name="Round">The last round that it was in, from 0.</param>
/// <param name="Epochs">The epochs that it was given there.</param>
/// <param name="Loss">How bad it was there; NaN for one that failed.</param>
/// <param name="Result">What it gave there.</param>
public sealed record RankedTrial<TResult>(int Candidate, int Round, int Epochs, double Loss, TResult Result)
{
    /// <summary>The candidate with its loss.</summary>
    public override string ToString() => FormattableString.Invariant($"candidate {Candidate}: loss {Loss} after {Epochs} {(Epochs == 1 ? "epoch" : "epochs")} in round {Round}");
}

/// <summary>
/// Finds the best of many trainings with little time for the bad ones: all of them get few epochs, the best go on with more, until the last get all (Jamieson and Talwalkar,
/// "Non-stochastic best arm identification and hyperparameter optimization", 2016; scikit-learn's HalvingGridSearchCV).
/// </summary>
public static class SuccessiveHalving
{
    /// <summary>
    /// The rounds for a number of candidates: ⌊log_factor(candidates)⌋ + 1 of them, or fewer where the first would have no epoch. From one to the next the best 1/factor go on, rounded up, with factor times the epochs; the last has
    /// all epochs.
    /// </summary>
    /// <param name="candidates">How many there are, at least 1.</param>
    /// <param name="epochs">The epochs of the last round, at least 1.</param>
    /// <param name="factor">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below these.</exception>
    public static IReadOnlyList<(int Candidates, int Epochs)> Rounds(int candidates, int epochs, int factor = 3)
    {
        RequireAtLeast(candidates, 1, nameof(candidates));
        RequireAtLeast(epochs, 1, nameof(epochs));
        RequireAtLeast(factor, 2, nameof(factor));
        var shares = new List<long> { 1 };
        while (shares[^1] * factor <= candidates && shares[^1] * factor <= epochs) shares.Add(shares[^1] * factor);
        var rounds = new List<(int, int)>();
        for (int i = shares.Count - 1; i >= 0; i--)
        {
            rounds.Add((candidates, (int)(epochs / shares[i])));
            candidates = (candidates + factor - 1) / factor;
        }

        return rounds;
    }

    /// <summary>Trains candidates in the rounds of <see cref="Rounds"/>, each time from the start.</summary>
    /// <param name="candidates">How many there are, at least 1.</param>
    /// <param name="epochs">The epochs of the last round, at least 1.</param>
    /// <param name="train">
    /// Trains a candidate, by its number from 0, for so many epochs, and looks at rows that are not those of the test. It is called by several threads if <paramref name="parallel"/> is above 1.
    /// </param>
    /// <param name="loss">How bad what it gave is; NaN for one that failed, which comes last.</param>
    /// <param name="factor">How many candidates there are for each that goes on, at least 2.</param>
    /// <param name="parallel">How many are trained at once, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each.</param>
    /// <returns>All candidates, the best first: those that went farthest, by their loss there, and of two that are equal the one with the lower number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below these.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<RankedTrial<TResult>> Run<TResult>(
        int candidates, int epochs, Func<int, int, TResult> train, Func<TResult, double> loss, int factor = 3, int parallel = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(loss);
        RequireAtLeast(parallel, 1, nameof(parallel));
        return Run(Rounds(candidates, epochs, factor), (candidate, given, _) => train(candidate, given), loss, parallel, static _ => { }, static _ => { }, cancellationToken);
    }

    /// <summary>Trains candidates in rounds.</summary>
    /// <param name="rounds">How many candidates are in each, and for how many epochs.</param>
    /// <param name="train">Trains one.</param>
    /// <param name="loss">How bad it is.</param>
    /// <param name="parallel">How many are trained at once.</param>
    /// <param name="beginning">Is told the number of each round before it.</param>
    /// <param name="finished">Is told of each training of a round, in order.</param>
    /// <param name="cancellationToken">Looked at before each.</param>
    internal static IReadOnlyList<RankedTrial<TResult>> Run<TResult>(
        IReadOnlyList<(int Candidates, int Epochs)> rounds, Func<int, int, CancellationToken, TResult> train, Func<TResult, double> loss, int parallel, Action<int> beginning, Action<RankedTrial<TResult>> finished, CancellationToken cancellationToken)
    {
        int[] left = [.. Enumerable.Range(0, rounds[0].Candidates)];
        var behind = new List<RankedTrial<TResult>[]>();
        for (int round = 0; round < rounds.Count; round++)
        {
            int[] taking = left;
            int number = round, epochs = rounds[round].Epochs;
            beginning(round);
            var trials = ParallelRuns.Run(taking.Length, parallel, (i, token) => Trial(taking[i], train(taking[i], epochs, token)), (_, trial) => finished(trial), cancellationToken);
            // a stable order, with NaN behind all numbers
            RankedTrial<TResult>[] ranked = [.. trials.OrderBy(static trial => double.IsNaN(trial.Loss)).ThenBy(static trial => trial.Loss).ThenBy(static trial => trial.Candidate)];
            int on = round + 1 < rounds.Count ? rounds[round + 1].Candidates : 0;
            behind.Add(ranked[on..]);
            left = [.. ranked.Take(on).Select(static trial => trial.Candidate).Order()];

            RankedTrial<TResult> Trial(int candidate, TResult result) => new(candidate, number, epochs, loss(result), result);
        }

        return [.. Enumerable.Reverse(behind).SelectMany(static trials => trials)];
    }

    private static void RequireAtLeast(int value, int least, string name)
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}; expected {least} or more."));
    }
}
