namespace NumericsCore;

/// <summary>(1/n) Σ |ŷ - y| over all elements. The gradient of an element is the sign of ŷ - y, 0 where they are equal, as in PyTorch.</summary>
/// <param name="reduction">Mean, sum or none.</param>
public sealed class MeanAbsoluteError(Reduction reduction = Reduction.Mean) : ElementwiseLoss("mean absolute error", LossKernels.Of(default(AbsoluteError)), reduction)
{
    private protected override string FormulaName => "Mean absolute error";

    private protected override IEnumerable<LossLine> TermLines() =>
        [TargetLine(), PredictionLine(), ErrorLine(), new(Symbols.Term, "ℓ = |ŷ − y|", "\\ell = |\\hat{y} - y|", static terms => terms.Losses)];
}
