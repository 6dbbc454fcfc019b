namespace NumericsCore;

/// <summary>
/// The mean of αₜ·qᵞ·H over all logits x, where H is their binary cross-entropy, q = σ(x)(1 - y) + σ(-x)y the probability of being wrong and αₜ = α·y + (1 - α)(1 - y):
/// torchvision's sigmoid_focal_loss, whose defaults are γ = 2 and α = 0.25 (Lin et al. 2017). Without α it is that of Keras's BinaryFocalCrossentropy from
/// logits. Targets are in [0, 1].
/// </summary>
public sealed class BinaryFocalCrossEntropy : ElementwiseLoss
{
    private static readonly FormulaSymbol s_gamma = new("gamma", "γ", "\\gamma", "how much less what is right counts");
    private static readonly FormulaSymbol s_wrong = new("wrong", "q", "q", "the probability of being wrong");
    private static readonly FormulaSymbol s_entropy = new("entropy", "H", "H", "the binary cross-entropy");

    /// <param name="gamma">γ, how much less what is right counts, at least 0; 0 for the binary cross-entropy.</param>
    /// <param name="alpha">α, the weight of class 1 beside 1 - α of class 0, in [0, 1]; null for none. It is the class weights [1 - α, α].</param>
    /// <param name="classWeights">Weights of class 0 and class 1 instead: each loss is multiplied by w₀(1 - y) + w₁y. The mean is over the number of losses.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">γ, α or a weight is out of its range, or the reduction is none of these.</exception>
    /// <exception cref="ArgumentException">There are not two class weights, or α beside them.</exception>
    public BinaryFocalCrossEntropy(double gamma = 2, double? alpha = null, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean)
        : this(gamma, alpha, reduction, Weights(alpha, classWeights))
    {
    }

    private BinaryFocalCrossEntropy(double gamma, double? alpha, Reduction reduction, IReadOnlyList<double>? weights)
        : base("binary focal cross-entropy", LossKernels.Of(new Kernels.Formulas.BinaryFocalCrossEntropy(new(Require.Finite(gamma, gamma >= 0, "at least 0", nameof(gamma)))), weights), reduction, weights) =>
        (Gamma, Alpha) = (gamma, alpha);

    /// <summary>γ, how much less what is right counts.</summary>
    public double Gamma { get; }

    /// <summary>α, the weight of class 1 beside 1 - α of class 0; null for none.</summary>
    public double? Alpha { get; }

    /// <inheritdoc/>
    public override bool TakesLogits => true;

    private protected override bool ChecksClasses => false;

    private protected override string FormulaName => "Binary focal cross-entropy of logits";

    private protected override IEnumerable<string> FormulaSources => ["T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár, \"Focal loss for dense object detection\", ICCV 2017"];

    private protected override IEnumerable<FormulaSetting> FormulaSettings() => [new(s_gamma, Gamma), .. base.FormulaSettings()];

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target) => RequireShares(target, "Binary focal cross-entropy", HintOfClass);

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        yield return PredictionLine();
        if (ClassWeights is not null) yield return ClassWeightLine();
        yield return new LossLine(s_wrong, "q = σ(ŷ)(1 − y) + σ(−ŷ)y", "q = \\sigma(\\hat{y})(1 - y) + \\sigma(-\\hat{y}) y", static terms => terms.Prediction.Sigmoid() * (1 - terms.Target) + (-terms.Prediction).Sigmoid() * terms.Target);
        yield return new LossLine(s_entropy, "H = −y log σ(ŷ) − (1 − y) log σ(−ŷ)", "H = -y \\log \\sigma(\\hat{y}) - (1 - y) \\log \\sigma(-\\hat{y})", static terms => Tensor.Apply<BinaryCrossEntropyWithLogits>(terms.Prediction, terms.Target));
        yield return ClassWeights is null
            ? new LossLine(Symbols.Term, "ℓ = qᵞ·H", "\\ell = q^\\gamma H", static terms => terms.Losses)
            : new LossLine(Symbols.Term, "ℓ = w·qᵞ·H", "\\ell = w q^\\gamma H", static terms => terms.Losses);
    }

    private static IReadOnlyList<double>? Weights(double? alpha, IReadOnlyList<double>? classWeights)
    {
        if (alpha is not { } share) return RequireTwo(classWeights, "Binary focal cross-entropy");
        if (!(share is >= 0 and <= 1)) throw Kernels.OutOfRange.Error(nameof(alpha), share, "α lies in [0, 1].");
        if (classWeights is not null) throw new ArgumentException("α is the class weights [1 - α, α]; expected one of both.", nameof(classWeights));
        return [1 - share, share];
    }

    private protected override void Describe(RecordText text) => text.Add(nameof(Gamma), Gamma).AddIfSet(nameof(Alpha), Alpha);
}
