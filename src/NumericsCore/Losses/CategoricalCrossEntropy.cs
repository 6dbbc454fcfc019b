using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// H(y, p) = -Σ y log p over the classes of each sample, in nats. On logits the probabilities are softmax(x), in one stable kernel; on
/// probabilities the logarithm is clamped at -100. A class whose target is 0 adds 0, also where its logit is -∞.
/// </summary>
public sealed partial class CategoricalCrossEntropy : Loss
{
    private readonly bool _sparse;
    private readonly bool _fromLogits;
    private readonly double _labelSmoothing;

    /// <param name="sparse">Whether targets are class indices, [samples]; otherwise they are one-hot or probabilities, [samples, classes].</param>
    /// <param name="fromLogits">Whether predictions are logits; otherwise they are probabilities. Both are [samples, classes].</param>
    /// <param name="labelSmoothing">ε in [0, 1]: each target becomes y(1 - ε) + ε/classes.</param>
    /// <param name="classWeights">
    /// A weight for each class: the loss of a sample is -Σ w y log p, y smoothed. As in PyTorch, the mean divides by Σ w of the samples'
    /// classes where targets are class indices, and by the number of samples where they are one-hot or probabilities. Where no sample's
    /// class has a weight the mean is 0, in PyTorch NaN.
    /// </param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing lies outside [0, 1], or a weight is negative or not finite.</exception>
    public CategoricalCrossEntropy(bool sparse = false, bool fromLogits = false, double labelSmoothing = 0, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean)
        : base("categorical cross-entropy", reduction, classWeights)
    {
        RequireSmoothing(labelSmoothing);
        _sparse = sparse;
        _fromLogits = fromLogits;
        _labelSmoothing = labelSmoothing;
    }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    protected internal override bool TakesLogits => _fromLogits;

    internal bool IsSparse => _sparse;

    internal double LabelSmoothing => _labelSmoothing;

    private protected override bool WeightsClasses => true;

    /// <inheritdoc/>
    protected override Tensor AlignTarget(Shape prediction, Tensor target)
    {
        if (prediction.Rank != 2)
            throw new ArgumentException($"Categorical cross-entropy needs predictions of shape [samples, classes]; theirs is {prediction}.", nameof(prediction));
        RequireWeightOfEach(prediction);
        // before a step is recorded: a recorded step can bring nothing from the host
        if (_sparse || ClassWeights is not null) Classes(prediction[1], target);
        if (!_sparse)
        {
            if (target.ElementCount == prediction[0] && prediction[1] != 1)
                throw new ArgumentException($"The targets of shape {target.Shape} are class indices, one for each of {prediction[0]} samples; they need CategoricalCrossEntropy(sparse: true). One-hot targets or probabilities have shape {prediction}.", nameof(target));
            return SameShape(prediction, target);
        }

        if (target.ElementCount != prediction[0])
        {
            string hint = target.Shape == prediction ? " One-hot targets and probabilities need sparse: false." : "";
            throw new ArgumentException($"{prediction[0]} samples need {prediction[0]} class indices; the targets have shape {target.Shape}.{hint}", nameof(target));
        }

        return target.Reshape(prediction[0], 1);
    }

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target)
    {
        double[] values = target.ToDoubleArray();
        int classes = prediction[1];
        int? numbered = _sparse ? classes : null;
        int wrong = FirstOutside(values, numbered);
        if (wrong < 0) return;
        bool fromOne = _sparse && values[wrong] == classes && values.All(value => value >= 1 && value <= classes);
        string hint = fromOne ? " Count the classes from 0." : "";
        throw new ArgumentException(FormattableString.Invariant($"Categorical cross-entropy needs {RangeOf(numbered)} as targets here; element {wrong} is {values[wrong]}.{hint}"), nameof(target));
    }

    internal override string? FaultOf(Tensor prediction) => _fromLogits ? null : FaultOfShares(prediction, "Categorical cross-entropy", "CategoricalCrossEntropy(fromLogits: true)");

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target) => LossesByClass(prediction, target).Losses;

    private protected override (Tensor Losses, Tensor? Divisor) LossesByClass(Tensor prediction, Tensor target)
    {
        var classes = ClassTarget(prediction.Shape, target);
        var counted = WeightedByClass(classes);
        var terms = _labelSmoothing > 0 ? WeightedByClass(Smoothed(classes)) : counted;
        var losses = _fromLogits
            ? prediction.SoftmaxCrossEntropy(terms)
            : Tensor.Apply<CrossEntropyTerm>(prediction, terms, name: nameof(CategoricalCrossEntropy)).Sum(1);
        return (losses, DividesByWeights && Reduction == Reduction.Mean ? counted.Sum() : null);
    }

    /// <summary>Whether the mean divides by the weights of the samples' classes.</summary>
    private bool DividesByWeights => _sparse && ClassWeights is not null;

    /// <summary>The target with an element for each class.</summary>
    private Tensor ClassTarget(Shape prediction, Tensor target) => _sparse ? target.EqualTo(Classes(prediction[1], target).Numbers) : target;

    /// <summary>Targets of classes, each times the weight of its class.</summary>
    private Tensor WeightedByClass(Tensor target) => ClassWeights is null ? target : target * Classes(target.Shape[1], target).Weights!;

    private Tensor Smoothed(Tensor target) =>
        _labelSmoothing > 0 ? target * (1 - _labelSmoothing) + _labelSmoothing / target.Shape[1] : target;
}
