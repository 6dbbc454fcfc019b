namespace NumericsCore;

/// <summary>A number that tells how good predictions are, followed during training. One's own metric derives from this class.</summary>
/// <param name="name">The name in histories and progress lines, such as "accuracy".</param>
public abstract class Metric(string name)
{
    /// <summary>
    /// The share of right classes. One output is a probability of class 1, right on the target's side of 0.5, or in a model whose loss
    /// takes logits a logit, right on that side of 0; of several outputs the greatest counts.
    /// </summary>
    public static Metric Accuracy { get; } = new AccuracyMetric(ofLogits: false);

    /// <summary>The mean of |ŷ - y|.</summary>
    public static Metric MeanAbsoluteError { get; } = new MeanAbsoluteErrorMetric();

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The metric of a batch, a scalar tensor; the epoch's is the mean over its samples.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">What was right.</param>
    public abstract Tensor Call(Tensor prediction, Tensor target);

    /// <summary>The metric as it reads the predictions that a loss takes.</summary>
    internal virtual Metric For(Loss loss) => this;

    private sealed class AccuracyMetric(bool ofLogits) : Metric("accuracy")
    {
        internal override Metric For(Loss loss) => loss.TakesLogits ? new AccuracyMetric(ofLogits: true) : this;

        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            if (prediction.Shape[-1] == 1)
            {
                target = target.Reshape(prediction.Shape.AsSpan());
                return ofLogits
                    ? Tensor.SumOfPairsCopy<Kernels.LogitOnSide>(prediction, target, prediction.ElementCount)
                    : Tensor.SumOfPairsCopy<Kernels.SameSide>(prediction, target, prediction.ElementCount);
            }

            bool oneHot = target.Shape == prediction.Shape;
            var chosen = prediction.ArgMax();
            return chosen.EqualTo(oneHot ? target.ArgMax() : target.Reshape(chosen.Shape.AsSpan())).Mean();
        }
    }

    private sealed class MeanAbsoluteErrorMetric() : Metric("mean absolute error")
    {
        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            return (prediction - target.Reshape(prediction.Shape.AsSpan())).Abs().Mean();
        }
    }
}
