namespace NumericsCore;

/// <summary>The equation of <see cref="Adamax"/>.</summary>
internal sealed class AdamaxEquation(Adamax adamax) : OptimizerEquation
{
    private static readonly FormulaSymbol s_beta2 = new("beta2", "β₂", "\\beta_2", "the decay rate of the infinity norm");
    private static readonly FormulaSymbol s_u = new("u", "u", "u", "the exponentially weighted infinity norm");

    public override string Name => adamax.IsKeras ? "Adamax, as in Keras" : "Adamax";

    public override IEnumerable<string> Sources => [AdamEquation.Paper];

    public override (string Text, string Latex) Momentum => ("β₁", "\\beta_1");

    public override IEnumerable<FormulaSetting> Settings() =>
        [new(AdamEquation.Beta1, adamax.Beta1), new(s_beta2, adamax.Beta2), new(Symbols.Epsilon, adamax.Epsilon)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return AdamEquation.FirstMoment();
        yield return adamax.IsKeras
            ? TracedLine.Slot(1, s_u, "u ← max(β₂u, |g|)", "u \\leftarrow \\max(\\beta_2 u, |g|)")
            : TracedLine.Slot(1, s_u, "u ← max(β₂u, |g| + ε)", "u \\leftarrow \\max(\\beta_2 u, |g| + \\varepsilon)");
        yield return AdamEquation.CorrectedFirstMoment();
        var (divisor, latexDivisor) = adamax.IsKeras ? ("(u + ε)", "(u + \\varepsilon)") : ("u", "u");
        yield return TracedLine.Derived(Symbols.Rate, $"rate = α / {divisor}", $"\\mathrm{{rate}} = \\alpha / {latexDivisor}", e => e.LearningRate / Divisor(e));
        yield return TracedLine.Derived(Symbols.Step, $"step = αm̂ / {divisor}", $"\\mathrm{{step}} = \\alpha \\hat{{m}} / {latexDivisor}", e => e.LearningRate * e[AdamEquation.MHat] / Divisor(e));
        yield return TracedLine.Theta($"θ ← θ − αm̂ / {divisor}", $"\\theta \\leftarrow \\theta - \\alpha \\hat{{m}} / {latexDivisor}");
    }

    private double Divisor(TracedElement e) => adamax.IsKeras ? e[s_u] + adamax.Epsilon : e[s_u];
}
