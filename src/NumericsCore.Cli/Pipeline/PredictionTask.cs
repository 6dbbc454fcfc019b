using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What is predicted: it decides the last layer, the loss and the scores.</summary>
internal abstract class PredictionTask
{
    /// <summary>The name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>What the scores of several classes are; null for a regression.</summary>
    public virtual string? Averaging => null;

    /// <summary>The classes; null for a regression.</summary>
    public virtual ClassLabels? Labels => null;

    /// <summary>What training makes small.</summary>
    public abstract Loss Loss { get; }

    /// <summary>What else is shown of each epoch.</summary>
    public abstract Metric Metric { get; }

    /// <summary>A new last layer.</summary>
    public abstract Dense OutputLayer();

    /// <summary>The targets of these rows, as the loss takes them.</summary>
    public abstract Tensor Targets(ReadOnlySpan<int> rows, Device device);

    /// <summary>The scores of predictions.</summary>
    /// <param name="loss">The loss of these predictions.</param>
    /// <param name="prediction">What the model gave for the rows; no NaN.</param>
    /// <param name="rows">The rows.</param>
    public abstract TestScores Score(double loss, Tensor prediction, ReadOnlySpan<int> rows);

    /// <summary>The task for a target.</summary>
    /// <param name="input">The table.</param>
    /// <param name="labels">Its classes; null where it is a number.</param>
    /// <param name="fitScaler">Standardises a number.</param>
    public static PredictionTask Of(InputTable input, ClassLabels? labels, Func<FeatureMatrix, StandardScaler> fitScaler) => labels switch
    {
        null => new RegressionTask(input.Used.Select(input.Target.Name).ToMatrix(), fitScaler),
        { Names.Count: 2 } => new BinaryTask(labels),
        _ => new MultiClassTask(labels),
    };
}
