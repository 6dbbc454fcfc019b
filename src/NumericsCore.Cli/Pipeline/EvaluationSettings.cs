using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>How much each class counts in a training.</summary>
internal enum ClassWeighting
{
    /// <summary>As much as it has rows.</summary>
    None,

    /// <summary>As much as every other.</summary>
    Balanced,
}

/// <summary>How often, on which rows and how a model is tested.</summary>
internal sealed record EvaluationSettings : InvariantRecord
{
    /// <summary>The folds that are tested on in turn; null for one test.</summary>
    public required int? Folds { get; init; }

    /// <summary>How often the folds are dealt out, each time with the next seed.</summary>
    public required int Repeat { get; init; }

    /// <summary>The column whose groups no fold cuts; null for none.</summary>
    public required string? Group { get; init; }

    /// <summary>Whether the rows stand in order of time, and folds are tested on after a training on the rows before them.</summary>
    public required bool Ordered { get; init; }

    /// <summary>How many seeds are trained from, one after the other; null for one.</summary>
    public required int? Seeds { get; init; }

    /// <summary>How much each class counts in the training.</summary>
    public required ClassWeighting ClassWeights { get; init; }

    /// <summary>How the threshold of two classes is chosen; null for 0.5.</summary>
    public required ThresholdChoice? Threshold { get; init; }

    /// <summary>Whether the probabilities are fitted to the outcomes of the validation rows.</summary>
    public required bool Calibrate { get; init; }

    /// <summary>The resamples of the test rows for confidence intervals; 0 for none.</summary>
    public required int Bootstrap { get; init; }

    /// <summary>Whether simpler models are trained and tested on the same rows. It does not change the model.</summary>
    public required bool Baselines { get; init; }

    /// <summary>Whether there are several trainings.</summary>
    public bool HasSeveralRuns => Folds is not null || Seeds is not null;

    /// <summary>The option that asks for several trainings, as it was given.</summary>
    public string SeveralRunsOption => Folds is { } folds ? FormattableString.Invariant($"--folds {folds}") : FormattableString.Invariant($"--seeds {Seeds}");
}
