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
/// <para>
/// A loss of one's own derives from it and says its unreduced <see cref="Losses"/> in tensor operations; reduction, sample weights and class
/// weights come with it. One of an elementwise formula is made by <see cref="From{TFormula}(TFormula, Reduction, IReadOnlyList{double}?)"/>.
/// </para>
/// </summary>
public abstract partial class Loss
{
    /// <param name="name">The name in messages, such as "binary cross-entropy".</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <param name="classWeights">Weights of classes, see <see cref="ClassWeights"/>; null for none.</param>
    /// <exception cref="ArgumentException">The name is empty, or there are fewer than two class weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The reduction is none of these, or a weight is negative or not finite.</exception>
    protected Loss(string name, Reduction reduction = Reduction.Mean, IReadOnlyList<double>? classWeights = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!Enum.IsDefined(reduction))
            throw Kernels.OutOfRange.Error(nameof(reduction), reduction, "A reduction is Mean, Sum or None.");
        if (classWeights is { Count: < 2 } && !WeightsClasses)
            throw new ArgumentException($"There are at least 2 class weights, one for each class; {classWeights.Count} {(classWeights.Count == 1 ? "was" : "were")} given.", nameof(classWeights));
        Name = name;
        Reduction = reduction;
        ClassWeights = CheckedClassWeights(classWeights);
    }

    /// <summary>The kind of loss with its settings, and its reduction.</summary>
    public override string ToString()
    {
        var text = new RecordText(LossFormula is { } formula ? Kernels.FormulaName.Of(formula.GetType()) : GetType().Name);
        Describe(text);
        return text.AddIfSet(nameof(ClassWeights), ClassWeights).Add(nameof(Reduction), Reduction.ToString()).ToString();
    }

    /// <summary>Adds the settings of the kind of loss to its text.</summary>
    private protected virtual void Describe(RecordText text)
    {
    }

    /// <summary>The name, such as "binary cross-entropy".</summary>
    public string Name { get; }

    /// <summary>The reduction of the per-sample losses.</summary>
    public Reduction Reduction { get; }

    /// <summary>
    /// Whether the loss may be part of a training step that is recorded once and replayed: true only if <see cref="Losses"/> is the same
    /// sequence of tensor operations each time, made on the thread that calls it, with nothing read back, remembered or decided by the
    /// host. Built-in losses and those of formulas say yes; with one's own each step is made anew unless it overrides this, which
    /// <see cref="Model.Fit"/> checks now and then where the loss comes from a Debug build.
    /// </summary>
    public virtual bool IsReplayable => false;

    /// <summary>The loss of a batch.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">What was right; its shape depends on the loss.</param>
    /// <param name="sampleWeights">[samples]: multiplies each sample's losses. The mean is still over the number of losses.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> the unreduced losses.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a target is no class.</exception>
    public Tensor Call(Tensor prediction, Tensor target, Tensor? sampleWeights = null) => Measure(prediction, target, sampleWeights).Loss;

    /// <summary>The loss of a batch, and what a mean over it divides by; null for the number of losses.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">What was right.</param>
    /// <param name="sampleWeights">[samples], or null.</param>
    /// <param name="batchRows">
    /// The samples of the batch that these are a shard of; null where they are the batch. The losses of all shards add up to the batch's, which
    /// is still to be divided where there is a divisor.
    /// </param>
    internal (Tensor Loss, Tensor? Divisor) Measure(Tensor prediction, Tensor target, Tensor? sampleWeights, int? batchRows = null)
    {
        var trace = Kernels.Recording.Active?.Trace;
        int depth = trace?.Enter(this) ?? 0;
        var measured = Compute(prediction, target, sampleWeights, batchRows);
        trace?.Leave(depth);
        return measured;
    }

    private (Tensor Loss, Tensor? Divisor) Compute(Tensor prediction, Tensor target, Tensor? sampleWeights, int? batchRows)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        if (prediction.Rank == 0) throw new ArgumentException("Predictions have a batch axis; this tensor is a scalar.", nameof(prediction));
        target = Aligned(prediction.Shape, target);
        // inside a recorded step the targets were checked before
        if (Kernels.Recording.Active is null)
        {
            RequireTargets(prediction.Shape, target);
            if (FaultOf(prediction) is { } fault) throw new ArgumentException(fault, nameof(prediction));
        }

        if (sampleWeights is null && Reduction != Reduction.None && !target.RequiresGradient
            && Reduced(prediction, target, Reduction == Reduction.Mean ? CountOfBatch(prediction, batchRows) : 1) is { } reduced) return (reduced, null);

        Tensor losses;
        Tensor? divisor = null;
        if (sampleWeights is not null && LossesBySample(prediction, target, AlignWeights(sampleWeights, prediction.Shape)) is { } weighted)
        {
            losses = weighted;
        }
        else
        {
            (losses, divisor) = LossesByClass(prediction, target);
            if (sampleWeights is not null) losses = Weighted(losses, AlignWeights(sampleWeights, losses.Shape));
        }

        var loss = Reduction switch
        {
            Reduction.None => losses,
            Reduction.Sum => losses.Sum(),
            _ when batchRows is not null => divisor is null ? losses.Sum() / CountOfBatch(losses, batchRows) : losses.Sum(),
            _ => divisor is null ? losses.Mean() : Tensor.Apply<Kernels.Formulas.WeightedMean>(losses.Sum(), divisor, name: Name),
        };
        return (loss, Reduction == Reduction.Mean ? divisor : null);
    }

    /// <summary>Whether predictions are logits, to which the loss applies softmax or sigmoid itself: a model does not end with one then, and accuracy reads logits.</summary>
    public virtual bool TakesLogits => false;

    /// <summary>Checks the values of targets before a training and before a loss is computed by hand; costs a copy to the host.</summary>
    /// <param name="prediction">The shape of the predictions, [samples, ...].</param>
    /// <param name="target">The aligned targets.</param>
    /// <exception cref="ArgumentException">A target is none that the loss takes.</exception>
    protected virtual void CheckTargets(Shape prediction, Tensor target)
    {
    }

    /// <summary>Why these predictions are none that the loss takes, and what is likely to help; null if they are. Costs a copy to the host.</summary>
    internal virtual string? FaultOf(Tensor prediction) => null;

    /// <summary>
    /// The targets in the shape that <see cref="Losses"/> takes: the predictions', where an axis of one output may be missing, unless the loss
    /// says otherwise. What is aligned already stays as it is.
    /// </summary>
    /// <param name="prediction">The shape of the predictions, [samples, ...].</param>
    /// <param name="target">The targets, as they were given.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    protected virtual Tensor AlignTarget(Shape prediction, Tensor target) => SameShape(prediction, target);

    /// <summary>The unreduced losses, without weights of samples and classes, by differentiable tensor operations.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">The aligned targets.</param>
    /// <returns>[samples, ...].</returns>
    protected abstract Tensor Losses(Tensor prediction, Tensor target);

    /// <summary>The sum of the unreduced losses divided by a number, in one kernel; null where they are needed one by one.</summary>
    private protected virtual Tensor? Reduced(Tensor prediction, Tensor target, double divisor) => null;

    /// <summary>The unreduced losses times the weights of samples, [samples, 1, ...], and of classes, in one kernel; null if there is none for that.</summary>
    private protected virtual Tensor? LossesBySample(Tensor prediction, Tensor target, Tensor weights) => null;

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
    private protected static Tensor Weighted(Tensor terms, Tensor weights) => Tensor.Apply<Kernels.Formulas.WeightedTerm>(terms, weights);

    /// <summary>The elements that the losses of the whole batch have.</summary>
    private static long CountOfBatch(Tensor losses, int? batchRows) => batchRows is { } rows ? losses.ElementCount / losses.Shape[0] * rows : losses.ElementCount;

    private static IEnumerable<int> Squeezed(Shape shape) => shape.Where((extent, axis) => axis == 0 || extent != 1);

    private static Tensor AlignWeights(Tensor sampleWeights, Shape losses)
    {
        if (sampleWeights.ElementCount != losses[0])
            throw new ArgumentException($"{losses[0]} samples need {losses[0]} sample weights; their shape is {sampleWeights.Shape}.", nameof(sampleWeights));
        return sampleWeights.Reshape([losses[0], .. Enumerable.Repeat(1, losses.Rank - 1)]);
    }
}
