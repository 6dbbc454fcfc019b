namespace NumericsCore;

/// <summary>A layer that can be trained: compiled with an optimizer and a loss, fitted to data, evaluated, and asked for predictions.</summary>
public abstract partial class Model : Layer
{
    private const int PredictionBatch = 1024;

    private Optimizer? _optimizer;
    private Loss? _loss;
    private IReadOnlyList<Metric> _metrics = [];

    /// <summary>Whether a training may replay recorded steps where the model says that they are the same; false to compare with one that makes each anew.</summary>
    internal bool MayReplay { get; set; } = true;

    /// <summary>Whether replays are compared with steps made anew; null as the environment and the build of the user's parts have it.</summary>
    internal bool? ChecksReplay { get; set; }

    /// <summary>Whether a step with the given loss is recorded once and replayed.</summary>
    internal bool ReplaysWith(Loss loss) => MayReplay && IsReplayable && loss.IsReplayable;

    /// <summary>Says how the model is to be trained. May be called again, with a new optimizer; a training in progress keeps the one it began with.</summary>
    /// <param name="optimizer">It gets the model's parameters if no group was added to it.</param>
    /// <param name="loss">The loss to minimise.</param>
    /// <param name="metrics">Metrics, each with a name of its own.</param>
    /// <exception cref="ArgumentException">The loss is not reduced to one number, or takes logits where the model ends with a softmax or sigmoid; or a metric is null, or two have one name.</exception>
    public void Compile(Optimizer optimizer, Loss loss, params IReadOnlyList<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        Require.NoNull(metrics, nameof(metrics));
        if (loss.Reduction == Reduction.None)
            throw new ArgumentException("Training needs one number to make small; this loss has Reduction.None.", nameof(loss));
        if (metrics.GroupBy(static metric => metric.Name).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two metrics are called '{twice.Key}'.", nameof(metrics));
        if (loss.TakesLogits && FinalActivation is { } final && (final == Activation.Softmax || final == Activation.Sigmoid))
            throw new ArgumentException($"The {loss.Name} takes logits and applies the {final} itself, but the model ends with a {final}, so it would be applied twice. Leave the last activation out, or give the loss fromLogits: false.", nameof(loss));
        _optimizer = optimizer;
        _loss = loss;
        _metrics = [.. metrics.Select(metric => metric.For(loss))];
    }

    /// <summary>What the model gives for each sample, computed in batches, without gradients. Several threads may ask at once, as long as none trains the model.</summary>
    /// <param name="features">[samples, ...].</param>
    /// <param name="batchSize">Samples at a time; the result does not depend on it.</param>
    public Tensor Predict(Tensor features, int batchSize = PredictionBatch)
    {
        RequireSamples(features, nameof(features));
        Kernels.OutOfRange.ThrowIfLessThan(batchSize, 1);
        if (PredictPlanned(features) is { } planned) return planned;
        using (GradientMode.Disable())
        {
            int rows = features.Shape[0];
            if (rows <= batchSize) return Call(features);
            var parts = new List<Tensor>();
            for (int start = 0; start < rows; start += batchSize) parts.Add(Call(features[start..Math.Min(rows, start + batchSize)]));
            return Tensor.Concatenate(parts);
        }
    }

    /// <summary>
    /// The loss and the metrics on the given samples, all together; the same as an epoch of training reports, up to rounding, for a model
    /// that does not change meanwhile and has no dropout.
    /// </summary>
    /// <param name="features">[samples, ...].</param>
    /// <param name="targets">[samples, ...], as the loss needs them.</param>
    /// <param name="sampleWeights">[samples], or null.</param>
    /// <param name="batchSize">Samples that the model takes at a time; the result does not depend on it.</param>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public EvaluationResult Evaluate(Tensor features, Tensor targets, Tensor? sampleWeights = null, int batchSize = PredictionBatch)
    {
        var loss = Compiled().Loss;
        RequireSameCount(features, targets, sampleWeights);
        using (GradientMode.Disable())
        {
            var prediction = Predict(features, batchSize);
            targets = loss.Aligned(prediction.Shape, targets);
            var metrics = new Dictionary<string, double>();
            double value = loss.Call(prediction, targets, sampleWeights).ToScalar();
            var figures = new EpochFigures(_metrics, loss.TakesLogits);
            if (!figures.IsEmpty) UpdateInParts(figures, prediction, targets, sampleWeights);
            for (int i = 0; i < _metrics.Count; i++) metrics[_metrics[i].Name] = figures.Result(i) ?? _metrics[i].Measure(prediction, targets).ToScalar();
            return new EvaluationResult(value, metrics);
        }
    }

    /// <summary>Gives the epoch metrics all samples, a part after the other, so that the host needs memory for one part.</summary>
    private static void UpdateInParts(EpochFigures figures, Tensor prediction, Tensor targets, Tensor? sampleWeights)
    {
        figures.Check(prediction.Shape, targets.Shape);
        int rows = prediction.Shape[0];
        sampleWeights = sampleWeights?.Reshape(rows);
        for (int start = 0; start < rows; start += PredictionBatch)
        {
            var part = start..Math.Min(rows, start + PredictionBatch);
            figures.Update(prediction[part], targets[part], sampleWeights?[part]);
        }
    }

    /// <summary>The SHA-256 of the bytes (little-endian, row-major, in order) of all parameters, then of all buffers: equal if and only if every bit is.</summary>
    public string WeightsSha256()
    {
        using var hash = Sha256.Begin(Variables.Sum(static variable => (long)variable.ElementCount * variable.ElementType.ByteSize()));
        foreach (var variable in Variables)
        {
            var bytes = new byte[variable.ElementCount * variable.ElementType.ByteSize()];
            variable.CopyBytesTo(bytes);
            hash.Append(bytes);
        }

        return Convert.ToHexStringLower(hash.Finish());
    }

    /// <summary>Copies of all parameters and buffers; parameters may lie in memory of several optimizers and must stay there.</summary>
    internal Tensor[] CopyWeights()
    {
        using (GradientMode.Disable()) return [.. Variables.Select(static variable => variable.Copy())];
    }

    internal void RestoreWeights(Tensor[] copies)
    {
        foreach (var (variable, copy) in Variables.Zip(copies)) variable.Assign(copy);
    }

    private protected override void DescribeState(RecordText text)
    {
        base.DescribeState(text);
        text.AddIfSet("Optimizer", _optimizer?.GetType().Name).AddIfSet("Loss", _loss?.Name);
    }

    private (Optimizer Optimizer, Loss Loss) Compiled() => _optimizer is not null && _loss is not null
        ? (_optimizer, _loss)
        : throw new InvalidOperationException("The model has no optimizer and loss yet. Call Compile first.");

    private static void RequireSamples(Tensor features, string name)
    {
        ArgumentNullException.ThrowIfNull(features, name);
        if (features.Rank == 0 || features.Shape[0] == 0)
            throw new ArgumentException($"There are no samples: the tensor has shape {features.Shape}.", name);
    }

    private static void RequireSameCount(Tensor features, Tensor targets, Tensor? sampleWeights)
    {
        RequireSamples(features, nameof(features));
        RequireSamples(targets, nameof(targets));
        if (targets.Shape[0] != features.Shape[0])
            throw new ArgumentException($"There are {features.Shape[0]} samples but {targets.Shape[0]} targets.", nameof(targets));
        if (sampleWeights is not null && sampleWeights.ElementCount != features.Shape[0])
            throw new ArgumentException($"There are {features.Shape[0]} samples but {sampleWeights.ElementCount} sample weights.", nameof(sampleWeights));
    }
}
