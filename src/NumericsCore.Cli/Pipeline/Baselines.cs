using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>A simpler model, tested on the same rows.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Title">Its name in a report.</param>
/// <param name="Scores">Its test.</param>
internal sealed record Baseline(string Key, string Title, TestScores Scores) : InvariantRecord
{
    /// <summary>For how many epochs it was trained; null where nothing is trained.</summary>
    public int? Epochs { get; init; }

    /// <summary>The hash of its parameters; null where it has none.</summary>
    public string? WeightsSha256 { get; init; }
}

/// <summary>The simpler models that show what a network adds: the best constant, and a linear model.</summary>
internal static class Baselines
{
    private const double LearningRate = 0.02;
    // without validation rows nothing says when to stop
    private const int Epochs = 500, EpochsWithoutValidation = 100, Patience = 20;

    /// <summary>Trains and tests them on the rows of a training, which they leave as it is.</summary>
    /// <exception cref="TrainingDivergedException">The loss of the linear model became infinite or NaN.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<Baseline> Of(Experiment experiment, CancellationToken cancellationToken)
    {
        bool classes = experiment.Task.Labels is not null;
        var linear = experiment.With(LinearSettings(experiment.Settings)).Run(static fit => fit([]), null, cancellationToken);
        return
        [
            classes ? new("majorityClass", "majority class", experiment.TestConstant()) : new("mean", "mean", experiment.TestConstant()),
            new(classes ? "logisticRegression" : "linearRegression", classes ? "logistic regression" : "linear regression", linear.Scores) { Epochs = linear.History.Epochs.Count, WeightsSha256 = linear.WeightsSha256 },
        ];
    }

    /// <summary>Those of several trainings together: of each baseline its scores in each of them.</summary>
    public static IEnumerable<(Baseline First, IReadOnlyList<TestScores> Scores)> Together(IReadOnlyList<RunOutcome> outcomes) =>
        outcomes[0].Baselines.Select((first, i) => (first, (IReadOnlyList<TestScores>)[.. outcomes.Select(outcome => outcome.Baselines[i].Scores)]));

    /// <summary>What --layers none --optimizer adam --learning-rate 0.02 --epochs 500 --patience 20 --restore-best-weights gives.</summary>
    private static TrainSettings LinearSettings(TrainSettings settings) => settings with
    {
        Layers = [],
        Dropout = 0,
        Optimizer = new Adam(LearningRate),
        Schedule = new(TrainingSchedule.Constant, 0),
        Epochs = settings.ValidationSplit > 0 ? Epochs : EpochsWithoutValidation,
        Patience = Patience,
        RestoreBestWeights = settings.ValidationSplit > 0,
        VirtualShards = 1,
        Checkpoint = null,
        Resume = null,
    };
}
