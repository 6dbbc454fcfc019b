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

    /// <summary>The loss to minimise.</summary>
    public abstract Loss Loss { get; }

    /// <summary>The loss with the classes of some rows weighted so that all weigh the same.</summary>
    /// <param name="rows">The rows to train on.</param>
    /// <exception cref="InputException">There are no classes.</exception>
    public abstract Loss BalancedLoss(ReadOnlySpan<int> rows);

    /// <summary>What else is shown of each epoch.</summary>
    public abstract Metric Metric { get; }

    /// <summary>A new last layer.</summary>
    public abstract Dense OutputLayer();

    /// <summary>The model with what stands before and behind it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">The feature columns and their scaling.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="columns">What makes the feature columns; null where they are those of the table.</param>
    /// <param name="missing">The words that mark a missing value; the usual ones if null.</param>
    /// <param name="missingOf">Those of single columns, as in <see cref="CsvOptions.MissingOf"/>.</param>
    /// <param name="csv">How the table is written.</param>
    public abstract TablePipeline ToPipeline(Model model, StandardScaler features, string target, ColumnTransformer? columns, IReadOnlyList<string>? missing, IReadOnlyDictionary<string, IReadOnlyList<string>> missingOf, CsvOptions? csv);

    /// <summary>The targets of these rows, as the loss takes them.</summary>
    public abstract Tensor Targets(ReadOnlySpan<int> rows, Device device, ElementType elementType = ElementType.Float32);

    /// <summary>What a model would give for each row if it knew the targets of some rows alone: the fractions of the classes, or the mean.</summary>
    /// <param name="known">The rows whose targets are known, at least one.</param>
    /// <param name="count">How many rows are predicted.</param>
    /// <param name="device">Where the tensor is.</param>
    public abstract Tensor Constant(ReadOnlySpan<int> known, int count, Device device);

    /// <summary>The scores of predictions.</summary>
    /// <param name="loss">The loss of these predictions.</param>
    /// <param name="prediction">What the model gave for the rows; no NaN.</param>
    /// <param name="rows">The rows.</param>
    public TestScores Score(double loss, Tensor prediction, ReadOnlySpan<int> rows) => Score(loss, Values(prediction), rows);

    /// <summary>What a model's outputs say: probabilities, row by row, or numbers in the target's own unit.</summary>
    public abstract double[] Values(Tensor prediction);

    /// <summary>The scores of what outputs say.</summary>
    /// <param name="loss">The loss of these predictions.</param>
    /// <param name="values">What <see cref="Values"/> gave for the rows; no NaN.</param>
    /// <param name="rows">The rows.</param>
    public abstract TestScores Score(double loss, double[] values, ReadOnlySpan<int> rows);

    /// <summary>The same task with another threshold.</summary>
    /// <exception cref="InputException">There are not two classes.</exception>
    public virtual PredictionTask WithThreshold(double threshold) => throw new InputException("--threshold is for two classes, but the target has " + (Labels is { } labels ? FormattableString.Invariant($"{labels.Names.Count}") : "none: it is a number"));

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

    /// <summary>The task that a model was saved with, for other rows.</summary>
    /// <param name="pipeline">The model with its classes or its target's scaling.</param>
    /// <param name="target">The targets of the rows.</param>
    /// <exception cref="TableException">A target is none of the classes, or no number.</exception>
    public static PredictionTask Of(TablePipeline pipeline, Column target) => pipeline.Classes switch
    {
        null => new RegressionTask(new Table([target]).ToMatrix(), _ => pipeline.TargetScaler!),
        { Count: 2 } classes => new BinaryTask(ClassLabels.Known(target, classes), pipeline.FromLogits, pipeline.Threshold),
        var classes => new MultiClassTask(ClassLabels.Known(target, classes), pipeline.FromLogits),
    };
}
