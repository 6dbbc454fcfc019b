using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>One number that tells how good predictions are.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Title">Its name in a report.</param>
/// <param name="Value">The number; NaN where it is not defined.</param>
internal sealed record Score(string Key, string Title, double Value) : InvariantRecord;

/// <summary>What the test gave.</summary>
/// <param name="Values">The scores, in the order to show them.</param>
/// <param name="Confusion">The confusion matrix; null for a regression.</param>
internal sealed record TestScores(IReadOnlyList<Score> Values, ConfusionMatrix? Confusion)
{
    /// <summary>For each score its confidence interval, null where there is none; empty if none were asked for.</summary>
    public IReadOnlyList<ConfidenceInterval?> Intervals { get; init; } = [];
}
