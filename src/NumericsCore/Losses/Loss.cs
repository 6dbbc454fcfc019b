namespace NumericsCore;

/// <summary>The reduction of the per-sample losses of a batch.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>They stay as they are.</summary>
    None,
}

/// <summary>
/// The loss to minimise: how far predictions are from targets. What has weight 0 (a target of 0, a class weight, a sample
/// weight) adds exactly 0 to the loss and to its gradient, also where the rest of its term is infinite or NaN.
/// </summary>
public abstract partial class Loss
{
    private protected Loss(string name, Reduction reduction)
    {
        if (!Enum.IsDefined(reduction))
            throw Kernels.OutOfRange.Error(nameof(reduction), reduction, "A reduction is Mean, Sum or None.");
        Name = name;
        Reduction = reduction;
    }

    /// <summary>The name, such as "binary cross-entropy".</summary>
    public string Name { get; }

    /// <summary>The reduction of the per-sample losses.</summary>
    public Reduction Reduction { get; }

    /// <summary>The loss of a batch.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">What was right; its shape depends on the loss.</param>
    /// <param name="sampleWeights">[samples]: multiplies each sample's losses. The mean is still over the number of losses.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> the unreduced losses.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a target is no class.</exception>
    public Tensor Call(Tensor prediction, Tensor target, Tensor? sampleWeights = null) => Measure(prediction, target, sampleWeights).Loss;

    /// <summary>The loss of a batch, and what a mean over it divides by; null for the number of losses.</summary>
    internal (Tensor Loss, Tensor? Divisor) Measure(Tensor prediction, Tensor target, Tensor? sampleWeights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        if (prediction.Rank == 0) throw new ArgumentException("Predictions have a batch axis; this tensor is a scalar.", nameof(prediction));
        target = AlignTarget(prediction.Shape, target);
        // inside a recorded step the targets were checked before
        if (Kernels.Recording.Active is null)
        {
            CheckTargets(prediction.Shape, target);
            if (FaultOf(prediction) is { } fault) throw new ArgumentException(fault, nameof(prediction));
        }

        if (sampleWeights is null && Reduction != Reduction.None && !target.RequiresGradient
            && Reduced(prediction, target, Reduction == Reduction.Mean ? prediction.ElementCount : 1) is { } reduced) return (reduced, null);

        var (losses, divisor) = Losses(prediction, target);
        if (sampleWeights is not null) losses = Weighted(losses, AlignWeights(sampleWeights, losses.Shape));
        var loss = Reduction switch
        {
            Reduction.None => losses,
            Reduction.Sum => losses.Sum(),
            _ => divisor is null ? losses.Mean() : Tensor.Apply<Kernels.WeightedMean>(losses.Sum(), divisor, name: Name),
        };
        return (loss, Reduction == Reduction.Mean ? divisor : null);
    }

    /// <summary>Whether predictions are logits.</summary>
    internal virtual bool TakesLogits => false;

    /// <summary>Checks the values of targets, which costs a copy to the host.</summary>
    internal virtual void CheckTargets(Shape prediction, Tensor target)
    {
    }

    /// <summary>Why these predictions are none that the loss takes, and what is likely to help; null if they are. Costs a copy to the host.</summary>
    internal virtual string? FaultOf(Tensor prediction) => null;

    /// <summary>The target in the shape that <see cref="Losses"/> takes.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    internal abstract Tensor AlignTarget(Shape prediction, Tensor target);

    /// <summary>The sum of the unreduced losses divided by a number, in one kernel; null where they are needed one by one.</summary>
    private protected virtual Tensor? Reduced(Tensor prediction, Tensor target, double divisor) => null;

    /// <summary>The unreduced losses, samples first, and what their sum is divided by for the mean; null for their number.</summary>
    private protected abstract (Tensor Losses, Tensor? Divisor) Losses(Tensor prediction, Tensor target);

    /// <summary>A target of the prediction's shape; an axis of one output may be missing.</summary>
    private protected Tensor SameShape(Shape prediction, Tensor target)
    {
        if (target.Shape == prediction) return target;
        if (target.ElementCount == prediction.ElementCount && Squeezed(target.Shape).SequenceEqual(Squeezed(prediction)))
            return target.Reshape(prediction.AsSpan());
        throw new ArgumentException($"The {Name} of predictions of shape {prediction} needs targets of that shape; they have shape {target.Shape}.", nameof(target));
    }

    private protected static void RequireSmoothing(double labelSmoothing)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
            throw Kernels.OutOfRange.Error(nameof(labelSmoothing), labelSmoothing, "Label smoothing lies in [0, 1].");
    }

    /// <summary>A copy of class weights that can be used.</summary>
    private protected static double[]? CheckedClassWeights(IReadOnlyList<double>? classWeights)
    {
        for (int i = 0; i < classWeights?.Count; i++)
        {
            if (!(classWeights[i] >= 0) || double.IsInfinity(classWeights[i]))
                throw Kernels.OutOfRange.Error(nameof(classWeights), classWeights[i], $"The weight of class {i} must be finite and at least 0.");
        }

        return classWeights is null ? null : [.. classWeights];
    }

    /// <summary>Terms times weights; a weight of 0 gives 0 whatever the term is.</summary>
    private protected static Tensor Weighted(Tensor terms, Tensor weights) => Tensor.Apply<Kernels.WeightedTerm>(terms, weights);

    private static IEnumerable<int> Squeezed(Shape shape) => shape.Where((extent, axis) => axis == 0 || extent != 1);

    private static Tensor AlignWeights(Tensor sampleWeights, Shape losses)
    {
        if (sampleWeights.ElementCount != losses[0])
            throw new ArgumentException($"{losses[0]} samples need {losses[0]} sample weights; their shape is {sampleWeights.Shape}.", nameof(sampleWeights));
        return sampleWeights.Reshape([losses[0], .. Enumerable.Repeat(1, losses.Rank - 1)]);
    }
}
