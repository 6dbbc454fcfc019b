namespace NumericsCore.Data;

/// <summary>Trains and tests once for each of several splits, such as those of <see cref="Split.KFold"/>, and summarises the scores.</summary>
public static class CrossValidation
{
    /// <summary>Runs a training with its test on each split.</summary>
    /// <param name="splits">The splits, at least one.</param>
    /// <param name="trainAndTest">
    /// Fits all that is fitted, scalers and models, on the rows of <see cref="Split.Train"/>, and gives the scores of <see cref="Split.Test"/> by name, the same names
    /// each time. It is called by several threads if <paramref name="parallel"/> is above 1, and then must make a model of its own each time.
    /// </param>
    /// <param name="parallel">How many splits are worked on at once, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each split.</param>
    /// <exception cref="ArgumentException">There is no split, or the scores of two have other names.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parallel"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossValidationResult Run(
        IReadOnlyList<Split> splits, Func<Split, IReadOnlyDictionary<string, double>> trainAndTest, int parallel = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(trainAndTest);
        if (splits.Count == 0) throw new ArgumentException("splits is empty; expected at least one.", nameof(splits));
        if (parallel < 1) throw new ArgumentOutOfRangeException(nameof(parallel), FormattableString.Invariant($"parallel is {parallel}; expected 1 or more."));
        return new CrossValidationResult(ParallelRuns.Run(splits.Count, parallel, (i, _) => trainAndTest(splits[i]) ?? throw new ArgumentException("trainAndTest gave null; expected scores by name.", nameof(trainAndTest)), static (_, _) => { }, cancellationToken));
    }

    /// <summary>The same for what <see cref="Model.Evaluate"/> gives: the loss, under the name "loss", and the metrics.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{Split}, Func{Split, IReadOnlyDictionary{string, double}}, int, CancellationToken)"/>
    public static CrossValidationResult Run(IReadOnlyList<Split> splits, Func<Split, EvaluationResult> trainAndTest, int parallel = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trainAndTest);
        return Run(splits, split => Scores(trainAndTest(split)), parallel, cancellationToken);
    }

    private static OrderedDictionary<string, double> Scores(EvaluationResult result)
    {
        var scores = new OrderedDictionary<string, double> { ["loss"] = result.Loss };
        foreach (var (name, value) in result.Metrics) scores[name] = value;
        return scores;
    }
}
