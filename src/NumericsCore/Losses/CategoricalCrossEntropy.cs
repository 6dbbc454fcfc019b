using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// H(y, p) = -Σ y log p over the classes of each sample, in nats. On logits the probabilities are softmax(x), in one stable kernel; on
/// probabilities the logarithm is clamped at -100. A class whose target is 0 adds 0, also where its logit is -∞.
/// </summary>
public sealed class CategoricalCrossEntropy : CategoricalLoss
{
    private static readonly FormulaSymbol s_classTerm = new("class_term", "−y log p", "-y \\log p", "the part of a class");
    private static readonly FormulaSymbol s_weight = new("class_weight", "w", "w", "the weight of the sample's class");

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
        : base("categorical cross-entropy", sparse, fromLogits, labelSmoothing, classWeights, reduction)
    {
    }

    private protected override bool DividesByWeights => IsSparse && ClassWeights is not null;

    private protected override (string Text, string Latex) Divisor => DividesByWeights ? ("Σ w", "\\sum w") : ("n", "n");

    private protected override Tensor LossesOf(Tensor prediction, Tensor terms) => TakesLogits
        ? prediction.SoftmaxCrossEntropy(terms)
        : Tensor.Apply<CrossEntropyTerm>(prediction, terms, name: nameof(CategoricalCrossEntropy)).Sum(1);

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        if (DividesByWeights)
            yield return new LossLine(s_weight, "w = Σ y w[class]", "w = \\sum_c y_c w_c", terms => WeightedByClass(terms.Target).Sum(1));
        foreach (var line in SmoothedLines().Concat(ProbabilityLines())) yield return line;
        var (part, partLatex) = ClassWeights is null ? ("part = −y log p", "\\mathrm{part} = -y \\log p") : ("part = −w[class] y log p", "\\mathrm{part} = -w_c y \\log p");
        yield return new LossLine(s_classTerm, part, partLatex, terms => PartOfEach(terms.Prediction, WeightedByClass(Smoothed(terms.Target))));
        yield return ClassWeights is null
            ? new LossLine(Symbols.Term, "ℓ = −Σ y log p", "\\ell = -\\sum_c y_c \\log p_c", static terms => terms.Losses)
            : new LossLine(Symbols.Term, "ℓ = −Σ w[class] y log p", "\\ell = -\\sum_c w_c y_c \\log p_c", static terms => terms.Losses);
    }

    private Tensor PartOfEach(Tensor prediction, Tensor terms) => TakesLogits
        ? -Weighted(prediction.LogSoftmax(), terms)
        : Tensor.Apply<CrossEntropyTerm>(prediction, terms, name: nameof(CategoricalCrossEntropy));
}
