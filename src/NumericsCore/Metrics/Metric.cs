namespace NumericsCore;

/// <summary>A number that tells how good predictions are, followed during training. One's own metric derives from this class.</summary>
public abstract class Metric
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

    /// <summary>
    /// The fraction of correct predictions. One output is a probability of class 1, correct on the target's side of 0.5, or in a model whose loss
    /// takes logits a logit, correct on that side of 0; of several outputs the largest counts.
    /// </summary>
    public static Metric Accuracy { get; } = new AccuracyMetric(ofLogits: false);

    /// <summary>The mean of |ŷ - y|.</summary>
    public static Metric MeanAbsoluteError { get; } = new MeanAbsoluteErrorMetric();

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether the metric may be part of a training step that is recorded once and replayed: true only if <see cref="Call"/> is the same
    /// sequence of tensor operations each time, made on the thread that calls it, with nothing read back, remembered or decided by the
    /// host. Built-in metrics say yes; one's own is called for every batch unless it overrides this.
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

    /// <summary>The metric as it reads the predictions that a loss takes.</summary>
    internal virtual Metric For(Loss loss) => this;

    /// <summary>The metric of a batch, checked to be one number.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    internal Tensor Measure(Tensor prediction, Tensor target)
    {
        var value = Call(prediction, target) ?? throw new InvalidOperationException($"The metric '{Name}' gave null; expected a scalar tensor.");
        return value.ElementCount == 1
            ? value
            : throw new InvalidOperationException($"The metric '{Name}' gave a tensor of shape {value.Shape}; expected a scalar, such as a Mean().");
    }

    private sealed class AccuracyMetric(bool ofLogits) : Metric("accuracy")
    {
        public override bool IsReplayable => true;

        public override MonitorDirection? Direction => MonitorDirection.Maximize;

        internal override Metric For(Loss loss) => loss.TakesLogits ? new AccuracyMetric(ofLogits: true) : this;

        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            if (prediction.Rank == 0) throw new ArgumentException("Predictions have a batch axis; this tensor is a scalar.", nameof(prediction));
            if (prediction.Shape[-1] == 1)
            {
                target = target.Reshape(prediction.Shape.AsSpan());
                return ofLogits
                    ? Tensor.ReduceZipCopy<Kernels.LogitOnSide>(prediction, target, prediction.ElementCount)
                    : Tensor.ReduceZipCopy<Kernels.SameSide>(prediction, target, prediction.ElementCount);
            }

            bool oneHot = target.Shape == prediction.Shape;
            var chosen = prediction.ArgMax();
            return chosen.EqualTo(oneHot ? target.ArgMax() : target.Reshape(chosen.Shape.AsSpan())).Mean();
        }
    }

    private sealed class MeanAbsoluteErrorMetric() : Metric("mean absolute error")
    {
        public override bool IsReplayable => true;

        public override MonitorDirection? Direction => MonitorDirection.Minimize;

        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            return (prediction - target.Reshape(prediction.Shape.AsSpan())).Abs().Mean();
        }
    }
}
