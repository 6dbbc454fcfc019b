namespace NumericsCore;

/// <summary>
/// The negative log-likelihood of counts y given their rates, but for log y!, which no prediction changes: e^ŷ - y·ŷ of predictions that are the
/// logarithms of rates, r - y·log(r + 10^-8) of rates r. It is PyTorch's PoissonNLLLoss, with its defaults; Keras's Poisson is that of rates, with 10^-7.
/// Targets are at least 0; they need not be whole.
/// </summary>
public sealed class Poisson : ElementwiseLoss
{
    private static readonly FormulaSymbol s_rate = new("rate", "r", "r", "the rate");

    /// <param name="logInput">Whether predictions are the logarithms of rates, as in PyTorch by default; otherwise they are rates, of at least 0.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reduction is none of these.</exception>
    public Poisson(bool logInput = true, Reduction reduction = Reduction.Mean)
        : base("Poisson loss", logInput ? LossKernels.Of(default(PoissonWithLogRates)) : LossKernels.Of(default(Kernels.Formulas.Poisson)), reduction) => LogInput = logInput;

    /// <summary>Whether predictions are the logarithms of rates.</summary>
    public bool LogInput { get; }

    private protected override string FormulaName => LogInput ? "Poisson loss of logarithms of rates" : "Poisson loss";

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target) =>
        RequireEach(target, static value => value >= 0 && value < double.PositiveInfinity, "The Poisson loss needs targets that are finite and at least 0");

    internal override string? FaultOf(Tensor prediction) => LogInput ? null : FaultOfEach(
        prediction, static value => value < 0, "The Poisson loss takes rates, of at least 0", "End the model with Activation.Softplus, or let the loss take their logarithms: Poisson(logInput: true).");

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        yield return PredictionLine();
        yield return LogInput
            ? new LossLine(s_rate, "r = e^ŷ", "r = e^{\\hat{y}}", static terms => terms.Prediction.Exp())
            : new LossLine(s_rate, "r = ŷ", "r = \\hat{y}", static terms => terms.Prediction);
        yield return LogInput
            ? new LossLine(Symbols.Term, "ℓ = r − yŷ", "\\ell = r - y \\hat{y}", static terms => terms.Losses)
            : new LossLine(Symbols.Term, "ℓ = r − y log(r + 10⁻⁸)", "\\ell = r - y \\log(r + 10^{-8})", static terms => terms.Losses);
    }

    private protected override void Describe(RecordText text) => text.Add(nameof(LogInput), LogInput);
}
