namespace NumericsCore;

/// <summary>
/// The mean over all elements of ½(ŷ - y)² where |ŷ - y| ≤ δ, else of δ(|ŷ - y| - ½δ) (Huber 1964), as PyTorch's HuberLoss. With δ = 1 it is PyTorch's
/// SmoothL1Loss. The gradient of an element is ŷ - y, cut off at -δ and δ.
/// </summary>
public sealed class Huber : ElementwiseLoss
{
    private static readonly FormulaSymbol s_delta = new("delta", "δ", "\\delta", "where the parabola ends");
    private static readonly FormulaSymbol s_size = new("size", "|ŷ − y|", "|\\hat{y} - y|", "the size of the error");

    /// <param name="delta">δ, the error from which the loss is linear, above 0.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not a finite number above 0, or the reduction is none of these.</exception>
    public Huber(double delta = 1, Reduction reduction = Reduction.Mean) : base("Huber loss", LossKernels.Of(new Kernels.Formulas.Huber(new(Checked(delta)))), reduction) => Delta = delta;

    /// <summary>δ, the error from which the loss is linear.</summary>
    public double Delta { get; }

    private protected override string FormulaName => "Huber loss";

    private protected override IEnumerable<string> FormulaSources => ["P. J. Huber, \"Robust estimation of a location parameter\", Annals of Mathematical Statistics 35, 1964"];

    private protected override IEnumerable<FormulaSetting> FormulaSettings() => [new(s_delta, Delta)];

    private protected override IEnumerable<LossLine> TermLines() =>
    [
        TargetLine(),
        PredictionLine(),
        new(s_size, "size = |ŷ − y|", "\\mathrm{size} = |\\hat{y} - y|", static terms => (terms.Prediction - terms.Target).Abs()),
        new(Symbols.Term, "ℓ = ½ size² if size ≤ δ, else δ(size − ½δ)", "\\ell = \\tfrac{1}{2} \\mathrm{size}^2 \\text{ if } \\mathrm{size} \\le \\delta, \\text{ else } \\delta (\\mathrm{size} - \\tfrac{1}{2} \\delta)", static terms => terms.Losses),
    ];

    private static double Checked(double delta) => Require.Finite(delta, delta > 0, "above 0", nameof(delta));

    private protected override void Describe(RecordText text) => text.Add(nameof(Delta), Delta);
}
