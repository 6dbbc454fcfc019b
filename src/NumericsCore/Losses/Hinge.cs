namespace NumericsCore;

/// <summary>
/// The mean of max(0, 1 - s·x) over all scores x, or of its square, where s is 1 for class 1 and -1 for class 0: Keras's Hinge and SquaredHinge of targets 0
/// and 1. A target between them has s = 2y - 1. Scores have any size, and class 1 is predicted above 0. At the kink the gradient is 0, as in
/// PyTorch's MultiMarginLoss.
/// </summary>
public sealed class Hinge : ElementwiseLoss
{
    private static readonly FormulaSymbol s_side = new("side", "s", "s", "the target's side");
    private static readonly FormulaSymbol s_shortfall = new("shortfall", "1 − s·ŷ", "1 - s \\hat{y}", "how far the score falls short of 1 on the target's side");

    /// <param name="squared">Whether the losses are squared.</param>
    /// <param name="classWeights">Weights of class 0 and class 1: each loss is multiplied by w₀(1 - y) + w₁y. The mean is over the number of losses.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite, or the reduction is none of these.</exception>
    /// <exception cref="ArgumentException">There are not two class weights.</exception>
    public Hinge(bool squared = false, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean)
        : base("hinge loss", squared ? LossKernels.Of(default(SquaredHinge), classWeights) : LossKernels.Of(default(Kernels.Formulas.Hinge), classWeights), reduction, RequireTwo(classWeights, "The hinge loss")) =>
        IsSquared = squared;

    /// <summary>Whether the losses are squared.</summary>
    public bool IsSquared { get; }

    /// <inheritdoc/>
    public override bool TakesLogits => true;

    private protected override bool ChecksClasses => false;

    private protected override string FormulaName => IsSquared ? "Squared hinge loss" : "Hinge loss";

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target) => RequireShares(target, "The hinge loss", HintOfClass);

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        yield return PredictionLine();
        if (ClassWeights is not null) yield return ClassWeightLine();
        yield return new LossLine(s_side, "s = 2y − 1", "s = 2 y - 1", static terms => terms.Target * 2 - 1);
        yield return new LossLine(s_shortfall, "shortfall = 1 − s·ŷ", "\\mathrm{shortfall} = 1 - s \\hat{y}", static terms => 1 - Weighted(terms.Prediction, terms.Target * 2 - 1));
        string weight = ClassWeights is null ? "" : "w·", square = IsSquared ? "²" : "", latexSquare = IsSquared ? "^2" : "";
        yield return new LossLine(Symbols.Term, $"ℓ = {weight}max(0, shortfall){square}", $"\\ell = {(ClassWeights is null ? "" : "w ")}\\max(0, \\mathrm{{shortfall}}){latexSquare}", static terms => terms.Losses);
    }

    private protected override void Describe(RecordText text) => text.Add(nameof(IsSquared), IsSquared);
}
