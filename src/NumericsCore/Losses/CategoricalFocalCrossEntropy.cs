namespace NumericsCore;

/// <summary>
/// -α·Σ y (1 - p)ᵞ log p over the classes of each sample: the focal loss (Lin et al. 2017) of more classes than two, as Keras's
/// CategoricalFocalCrossentropy, whose defaults are γ = 2 and α = 0.25. On logits the probabilities are softmax(x), and 1 - p comes from log p; on
/// probabilities the logarithm is clamped at -100. A class whose target is 0 adds 0, also where its logit is -∞.
/// </summary>
public sealed class CategoricalFocalCrossEntropy : CategoricalLoss
{
    private static readonly FormulaSymbol s_gamma = new("gamma", "γ", "\\gamma", "how much less what is right counts");
    private static readonly FormulaSymbol s_alpha = new("alpha", "α", "\\alpha", "what all losses are multiplied by");
    private static readonly FormulaSymbol s_classTerm = new("class_term", "−αy(1 − p)ᵞ log p", "-\\alpha y (1 - p)^\\gamma \\log p", "the part of a class");

    private readonly FocalTerm _term;
    private readonly FocalTermWithLogs _termWithLogs;

    /// <param name="gamma">γ, how much less what is right counts, at least 0; 0 for α times the categorical cross-entropy.</param>
    /// <param name="alpha">α, what all losses are multiplied by, at least 0. A list of Keras, one α for each class, is <paramref name="classWeights"/> beside α = 1.</param>
    /// <param name="sparse">Whether targets are class indices, [samples]; otherwise they are one-hot or probabilities, [samples, classes].</param>
    /// <param name="fromLogits">Whether predictions are logits; otherwise they are probabilities. Both are [samples, classes].</param>
    /// <param name="labelSmoothing">ε in [0, 1]: each target becomes y(1 - ε) + ε/classes.</param>
    /// <param name="classWeights">A weight for each class: the loss of a sample is -α·Σ w y (1 - p)ᵞ log p, y smoothed. The mean is over the number of samples.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">γ, α, the smoothing or a weight is out of its range, or the reduction is none of these.</exception>
    public CategoricalFocalCrossEntropy(double gamma = 2, double alpha = 0.25, bool sparse = false, bool fromLogits = false, double labelSmoothing = 0, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean)
        : base("categorical focal cross-entropy", sparse, fromLogits, labelSmoothing, classWeights, reduction)
    {
        Gamma = Require.Finite(gamma, gamma >= 0, "at least 0", nameof(gamma));
        Alpha = Require.Finite(alpha, alpha >= 0, "at least 0", nameof(alpha));
        (_term, _termWithLogs) = (new(new(gamma)), new(new(gamma)));
    }

    /// <summary>γ, how much less what is right counts.</summary>
    public double Gamma { get; }

    /// <summary>α, what all losses are multiplied by.</summary>
    public double Alpha { get; }

    private protected override IEnumerable<string> FormulaSources => ["T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár, \"Focal loss for dense object detection\", ICCV 2017"];

    private protected override IEnumerable<FormulaSetting> FormulaSettings() => [new(s_gamma, Gamma), new(s_alpha, Alpha), .. base.FormulaSettings()];

    // α too: what has weight 0 adds 0 whatever it is
    private protected override Tensor WeightedByClass(Tensor target) => Alpha == 1 ? base.WeightedByClass(target) : base.WeightedByClass(target) * Alpha;

    private protected override Tensor LossesOf(Tensor prediction, Tensor terms) => PartOfEach(prediction, terms).Sum(1);

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        foreach (var line in SmoothedLines().Concat(ProbabilityLines())) yield return line;
        var (weight, weightLatex) = ClassWeights is null ? ("", "") : ("w[class] ", "w_c ");
        yield return new LossLine(s_classTerm, $"part = −α {weight}y (1 − p)ᵞ log p", $"\\mathrm{{part}} = -\\alpha {weightLatex}y (1 - p)^\\gamma \\log p", terms => PartOfEach(terms.Prediction, WeightedByClass(Smoothed(terms.Target))));
        yield return new LossLine(Symbols.Term, $"ℓ = −α Σ {weight}y (1 − p)ᵞ log p", $"\\ell = -\\alpha \\sum_c {weightLatex}y_c (1 - p_c)^\\gamma \\log p_c", static terms => terms.Losses);
    }

    private Tensor PartOfEach(Tensor prediction, Tensor terms) => TakesLogits
        ? Tensor.Apply(prediction.LogSoftmax(), terms, nameof(CategoricalFocalCrossEntropy), _termWithLogs)
        : Tensor.Apply(prediction, terms, nameof(CategoricalFocalCrossEntropy), _term);

    private protected override void Describe(RecordText text)
    {
        text.Add(nameof(Gamma), Gamma).Add(nameof(Alpha), Alpha);
        base.Describe(text);
    }
}
