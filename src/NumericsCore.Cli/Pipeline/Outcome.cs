using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What a training gave.</summary>
/// <param name="Experiment">What was trained.</param>
/// <param name="History">Its epochs.</param>
/// <param name="Seconds">The time that they took.</param>
/// <param name="Scores">The test of the trained model.</param>
/// <param name="WeightsSha256">The hash of its parameters.</param>
internal sealed record Outcome(Experiment Experiment, History History, double Seconds, TestScores Scores, string WeightsSha256) : InvariantRecord
{
    /// <summary>The file that the model was saved to; null for none.</summary>
    public string? SavedTo { get; init; }

    /// <summary>The file that the page on the training was written to; null for none.</summary>
    public string? ReportedTo { get; init; }

    /// <summary>Of two classes, the probability from which a row is in the positive one, where it was asked for.</summary>
    public double? Threshold { get; init; }

    /// <summary>What the calibration did; null for none.</summary>
    public CalibrationOutcome? Calibration { get; init; }

    /// <summary>Simpler models on the same rows; empty where none were asked for.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>The processes that trained together; null for one alone.</summary>
    public ProcessSummary? Processes { get; init; }
}
