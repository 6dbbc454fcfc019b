namespace NumericsCore;

/// <summary>
/// A number that tells how good predictions are, followed during training. One's own metric derives from this class where an epoch's value
/// is the mean over its samples, and from <see cref="EpochMetric"/> where it is not.
/// </summary>
public abstract partial class Metric
{
    /// <param name="name">The name in histories and progress lines, such as "accuracy"; not "loss", and not one that starts with "val_".</param>
    /// <exception cref="ArgumentException">The name is empty, or one that histories give to something else.</exception>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "loss" || name.StartsWith(EpochResult.ValidationPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"A metric cannot be called '{name}': 'loss' is the loss, and what starts with '{EpochResult.ValidationPrefix}' is of the rows held out.", nameof(name));
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>
    /// Whether the metric may be part of a training step that is recorded once and replayed: true only if <see cref="Call"/> is the same
    /// sequence of tensor operations each time, made on the thread that calls it, with nothing read back, remembered or decided by the
    /// host. Built-in metrics say yes; one's own is called for every batch unless it overrides this, which
    /// <see cref="Model.Fit"/> checks now and then where the metric comes from a Debug build.
    /// </summary>
    public virtual bool IsReplayable => false;

    /// <summary>Which values are better; null if the metric does not say, and then who compares them must.</summary>
    public virtual MonitorDirection? Direction => null;

    /// <summary>The metric of a batch, a scalar tensor; the epoch's is the mean over its samples.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">
    /// What was right, as the model's loss takes it: in the prediction's shape, or [samples, 1] where targets are class indices. It is the
    /// same in training, in validation and in <see cref="Model.Evaluate"/>.
    /// </param>
    public abstract Tensor Call(Tensor prediction, Tensor target);

    /// <summary>
    /// The metric in which a sample counts as much as its weight (Keras's weighted_metrics), under the name "weighted_" and its own. Without
    /// sample weights in a training or an evaluation, all weigh 1.
    /// </summary>
    /// <exception cref="NotSupportedException">It is a metric of one's own: one that derives from <see cref="EpochMetric"/> finds the weights in each batch.</exception>
    public Metric Weighted() => WithWeights()
        ?? throw new NotSupportedException($"The metric '{Name}' has no form that counts samples by their weights. Derive it from EpochMetric, whose batches have them.");

    /// <summary>The name of the weighted form.</summary>
    private protected string WeightedName => "weighted_" + Name;

    /// <summary>The weighted form; null if there is none.</summary>
    internal virtual Metric? WithWeights() => null;

    /// <summary>The metric as it reads the predictions that a loss takes.</summary>
    internal virtual Metric For(Loss loss) => this;

    /// <summary>The metric of a batch, checked to be one number.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    internal Tensor Measure(Tensor prediction, Tensor target)
    {
        var trace = Kernels.Recording.Active?.Trace;
        int depth = trace?.Enter(this) ?? 0;
        var value = Call(prediction, target) ?? throw new InvalidOperationException($"The metric '{Name}' gave null; expected a scalar tensor.");
        trace?.Leave(depth);
        return value.ElementCount == 1
            ? value
            : throw new InvalidOperationException($"The metric '{Name}' gave a tensor of shape {value.Shape}; expected a scalar, such as a Mean().");
    }
}
