namespace NumericsCore;

public sealed partial class MeanSquaredError
{
    private static readonly FormulaSymbol s_error = new("error", "ŷ − y", "\\hat{y} - y", "the error");

    private protected override string FormulaName => "Mean squared error";

    private protected override IEnumerable<LossLine> TermLines() =>
    [
        TargetLine(),
        PredictionLine(),
        new(s_error, "error = ŷ − y", "\\mathrm{error} = \\hat{y} - y", static terms => terms.Prediction - terms.Target),
        new(Symbols.Term, "ℓ = (ŷ − y)²", "\\ell = (\\hat{y} - y)^2", static terms => terms.Losses),
    ];
}
