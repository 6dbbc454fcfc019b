namespace NumericsCore;

/// <summary>
/// -(y log p + (1 - y) log(1 - p)) for each output, in nats, with targets of the prediction's shape in [0, 1]. On probabilities both
/// logarithms are clamped at -100, as in PyTorch; on logits p = σ(x) and the value is max(x, 0) - x·y + log(1 + e^-|x|), which cannot
/// overflow.
/// </summary>
public sealed partial class BinaryCrossEntropy : Loss
{
    private readonly bool _fromLogits;
    private readonly double _labelSmoothing;

    /// <param name="fromLogits">Whether predictions are logits; otherwise they are probabilities.</param>
    /// <param name="labelSmoothing">ε in [0, 1]: the target becomes y(1 - ε) + ε/2.</param>
    /// <param name="classWeights">
    /// Weights of class 0 and class 1: each loss is multiplied by w₀(1 - y) + w₁y, with the target before smoothing. For targets 0 and 1 and
    /// w₀ = 1 that is PyTorch's pos_weight; between them PyTorch weights the two logarithms instead. The mean is over the number of losses.
    /// </param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing lies outside [0, 1], or a weight is negative or not finite.</exception>
    /// <exception cref="ArgumentException">There are not two class weights.</exception>
    public BinaryCrossEntropy(bool fromLogits = false, double labelSmoothing = 0, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean)
        : base("binary cross-entropy", reduction, RequireTwo(classWeights, "Binary cross-entropy"))
    {
        RequireSmoothing(labelSmoothing);
        _fromLogits = fromLogits;
        _labelSmoothing = labelSmoothing;
    }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    public override bool TakesLogits => _fromLogits;

    internal double LabelSmoothing => _labelSmoothing;

    // each of its losses has a target, and all targets are checked to be in [0, 1]
    private protected override bool ChecksClasses => false;

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target) => RequireShares(target, "Binary cross-entropy", HintOfClass);

    internal override string? FaultOf(Tensor prediction) => _fromLogits ? null : FaultOfEach(
        prediction, static value => value < 0 || value > 1, "Binary cross-entropy takes probabilities, in [0, 1]", "End the model with Activation.Sigmoid, or let the loss take logits: BinaryCrossEntropy(fromLogits: true).");

    private protected override Tensor? Reduced(Tensor prediction, Tensor target, double divisor)
    {
        if (ClassWeights is not null) return null;
        target = Smoothed(target);
        return _fromLogits
            ? Tensor.ReduceZip<BinaryCrossEntropyWithLogits>(prediction, target, divisor, nameof(BinaryCrossEntropy))
            : Tensor.ReduceZip<Kernels.Formulas.BinaryCrossEntropy>(prediction, target, divisor, nameof(BinaryCrossEntropy));
    }

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target)
    {
        target = Smoothed(target);
        return _fromLogits
            ? Tensor.Apply<BinaryCrossEntropyWithLogits>(prediction, target, name: nameof(BinaryCrossEntropy))
            : Tensor.Apply<Kernels.Formulas.BinaryCrossEntropy>(prediction, target, name: nameof(BinaryCrossEntropy));
    }

    private Tensor Smoothed(Tensor target) => _labelSmoothing > 0 ? target * (1 - _labelSmoothing) + _labelSmoothing / 2 : target;

    private protected override void Describe(RecordText text) => text.Add("FromLogits", TakesLogits).Add("LabelSmoothing", LabelSmoothing);
}
