using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// H(y, p) = -Σ y log p over the classes of each sample, in nats. On logits the probabilities are softmax(x), in one stable kernel; on
/// probabilities the logarithm is clamped at -100.
/// </summary>
public sealed partial class CategoricalCrossEntropy : Loss
{
    private readonly bool _sparse;
    private readonly bool _fromLogits;
    private readonly double _labelSmoothing;
    private readonly IReadOnlyList<double>? _classWeights;
    private Tensor? _classNumbers;
    private Tensor? _weightOfClass;

    /// <param name="sparse">Whether targets are class indices, [samples]; otherwise they are one-hot or probabilities, [samples, classes].</param>
    /// <param name="fromLogits">Whether predictions are logits; otherwise they are probabilities. Both are [samples, classes].</param>
    /// <param name="labelSmoothing">ε in [0, 1]: each target becomes y(1 - ε) + ε/classes.</param>
    /// <param name="classWeights">A weight for each class, by which each loss is multiplied. As in PyTorch, the mean is then Σwℓ / Σw.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing lies outside [0, 1], or a weight is negative or not finite.</exception>
    public CategoricalCrossEntropy(bool sparse = false, bool fromLogits = false, double labelSmoothing = 0, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean)
        : base("categorical cross-entropy", reduction)
    {
        RequireSmoothing(labelSmoothing);
        RequireClassWeights(classWeights);
        _sparse = sparse;
        _fromLogits = fromLogits;
        _labelSmoothing = labelSmoothing;
        _classWeights = classWeights;
    }

    internal override bool TakesLogits => _fromLogits;

    internal override Tensor AlignTarget(Shape prediction, Tensor target)
    {
        if (prediction.Rank != 2)
            throw new ArgumentException($"Categorical cross-entropy needs predictions of shape [samples, classes]; theirs is {prediction}.", nameof(prediction));
        if (_classWeights is not null && _classWeights.Count != prediction[1])
            throw new ArgumentException($"Predictions have {prediction[1]} classes, but {_classWeights.Count} class weights were given.", nameof(prediction));
        PrepareConstants(prediction[1], target);
        if (!_sparse) return SameShape(prediction, target);
        if (target.ElementCount != prediction[0])
            throw new ArgumentException($"{prediction[0]} samples need {prediction[0]} class indices; the targets have shape {target.Shape}.", nameof(target));
        return target.Reshape(prediction[0], 1);
    }

    internal override void CheckTargets(Shape prediction, Tensor target)
    {
        double[] values = target.ToDoubleArray();
        int wrong = _sparse
            ? Array.FindIndex(values, value => !(value >= 0 && value < prediction[1] && value == Math.Floor(value)))
            : Array.FindIndex(values, static value => !(value >= 0 && value <= 1));
        if (wrong < 0) return;
        string expected = _sparse ? $"whole numbers from 0 to {prediction[1] - 1}" : "values in [0, 1]";
        throw new ArgumentException(FormattableString.Invariant($"Categorical cross-entropy needs {expected} as targets here; element {wrong} is {values[wrong]}."), nameof(target));
    }

    private protected override (Tensor Losses, Tensor? Divisor) Losses(Tensor prediction, Tensor target)
    {
        target = ClassTarget(target);
        var sampleWeights = SampleWeights(target);
        target = Smoothed(target);
        var losses = _fromLogits
            ? prediction.SoftmaxCrossEntropy(target)
            : Tensor.Apply<CrossEntropyTerm>(prediction, target, nameof(CategoricalCrossEntropy)).Sum(1);
        return sampleWeights is null ? (losses, null) : (losses * sampleWeights, sampleWeights.Sum());
    }

    /// <summary>The target with an element for each class.</summary>
    private Tensor ClassTarget(Tensor target) => _sparse ? target.EqualTo(_classNumbers!) : target;

    /// <summary>The weight of each sample's class; null if classes have none.</summary>
    private Tensor? SampleWeights(Tensor target) => _weightOfClass is null ? null : (target * _weightOfClass).Sum(1);

    private Tensor Smoothed(Tensor target) =>
        _labelSmoothing > 0 ? target * (1 - _labelSmoothing) + _labelSmoothing / target.Shape[1] : target;

    /// <summary>Made when a kind of target is first seen, before its steps are recorded: a recorded step can bring nothing from the host.</summary>
    private void PrepareConstants(int classes, Tensor like)
    {
        if (_sparse && !Fits(_classNumbers)) _classNumbers = Tensor.Range(0, classes, 1, like.ElementType, like.Device);
        if (_classWeights is not null && !Fits(_weightOfClass))
        {
            double[] weights = [.. _classWeights];
            _weightOfClass = Tensor.From(weights, like.Device).To(like.ElementType);
        }

        bool Fits(Tensor? made) => made is not null && made.ElementCount == classes && made.ElementType == like.ElementType && made.Device == like.Device;
    }
}
