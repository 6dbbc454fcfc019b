namespace NumericsCore;

public sealed partial class MeanSquaredError
{
    private protected override string FormulaName => "Mean squared error";

    private protected override IEnumerable<LossLine> TermLines() =>
    [
        TargetLine(),
        PredictionLine(),
        ErrorLine(),
        new(Symbols.Term, "ℓ = (ŷ − y)²", "\\ell = (\\hat{y} - y)^2", static terms => terms.Losses),
    ];
}
