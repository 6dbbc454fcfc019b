using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The equation of <see cref="RAdam"/>.</summary>
internal sealed class RAdamEquation(RAdam radam) : OptimizerEquation
{
    private static readonly FormulaSymbol s_most = new("rho_max", "ρ∞", "\\rho_\\infty", "the longest simple moving average");
    private static readonly FormulaSymbol s_rho = new("rho_t", "ρₜ", "\\rho_t", "the length of the approximated simple moving average");
    private static readonly FormulaSymbol s_r = new("r_t", "rₜ", "r_t", "the rectification of the variance");

    public override string Name => "RAdam";

    public override IEnumerable<string> Sources => ["L. Liu et al.: On the variance of the adaptive learning rate and beyond. 2020."];

    public override (string Text, string Latex) Momentum => ("β₁", "\\beta_1");

    public override IEnumerable<FormulaSetting> Settings() =>
        [new(AdamEquation.Beta1, radam.Beta1), new(AdamEquation.Beta2, radam.Beta2), new(Symbols.Epsilon, radam.Epsilon), new(s_most, 2 / (1 - radam.Beta2) - 1)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return AdamEquation.FirstMoment();
        yield return AdamEquation.SecondMoment();
        yield return AdamEquation.CorrectedFirstMoment();
        string threshold = radam.IsPaper ? "4" : "5";
        string known = $" where ρₜ > {threshold}", latexKnown = $" \\text{{ where }} \\rho_t > {threshold}";
        yield return TracedLine.Derived(s_rho, "ρₜ = ρ∞ − 2tβ₂ᵗ / (1 − β₂ᵗ)", "\\rho_t = \\rho_\\infty - 2 t \\beta_2^t / (1 - \\beta_2^t)", e => RAdamRule.Length(radam.Beta2, (long)e.Number));
        yield return TracedLine.Derived(s_r, $"rₜ = √((ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ)){known}, else 0",
            $"r_t = \\sqrt{{(\\rho_t - 4)(\\rho_t - 2) \\rho_\\infty / ((\\rho_\\infty - 4)(\\rho_\\infty - 2) \\rho_t)}}{latexKnown}, \\text{{ else }} 0",
            e => IsKnown(e) ? RAdamRule.Rectification(radam.Beta2, (long)e.Number) : 0);
        yield return TracedLine.Derived(Symbols.Rate, $"rate = αrₜ√(1 − β₂ᵗ) / (√v + ε){known}, else α",
            $"\\mathrm{{rate}} = \\alpha r_t \\sqrt{{1 - \\beta_2^t}} / (\\sqrt{{v}} + \\varepsilon){latexKnown}, \\text{{ else }} \\alpha", e => RateAt(e));
        yield return TracedLine.Derived(Symbols.Step, "step = rate·m̂", "\\mathrm{step} = \\mathrm{rate} \\cdot \\hat{m}", e => RateAt(e) * e[AdamEquation.MHat]);
        yield return TracedLine.Theta("θ ← θ − rate·m̂", "\\theta \\leftarrow \\theta - \\mathrm{rate} \\cdot \\hat{m}");
    }

    private bool IsKnown(TracedElement e) => RAdamRule.Length(radam.Beta2, (long)e.Number) > radam.Threshold;

    private double RateAt(TracedElement e) => IsKnown(e)
        ? e.LearningRate * RAdamRule.Rectification(radam.Beta2, (long)e.Number) * Math.Sqrt(1 - Math.Pow(radam.Beta2, e.Number)) / (Math.Sqrt(e[AdamEquation.V]) + radam.Epsilon)
        : e.LearningRate;
}
