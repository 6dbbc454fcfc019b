namespace NumericsCore;

/// <summary>The equation of <see cref="NAdam"/>.</summary>
internal sealed class NAdamEquation(NAdam nadam) : OptimizerEquation
{
    private static readonly FormulaSymbol s_psi = new("psi", "ψ", "\\psi", "how fast the momentum grows from half of β₁ to β₁");
    private static readonly FormulaSymbol s_mu = new("mu_t", "μₜ", "\\mu_t", "the momentum of this step");
    private static readonly FormulaSymbol s_next = new("mu_next", "μₜ₊₁", "\\mu_{t+1}", "the momentum of the next step");
    private static readonly FormulaSymbol s_product = new("M_t", "Mₜ", "M_t", "the product of the momenta up to this step");
    private static readonly FormulaSymbol s_mHat = new("m_hat", "m̂", "\\hat{m}", "the bias-corrected first moment estimate of the next step");

    public override string Name => nadam.IsKeras ? "NAdam, as in Keras" : "NAdam";

    public override IEnumerable<string> Sources => ["T. Dozat: Incorporating Nesterov momentum into Adam. 2016."];

    public override IEnumerable<FormulaSetting> Settings() =>
        [new(AdamEquation.Beta1, nadam.Beta1), new(AdamEquation.Beta2, nadam.Beta2), new(Symbols.Epsilon, nadam.Epsilon), new(s_psi, nadam.MomentumDecay)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return AdamEquation.FirstMoment();
        yield return AdamEquation.SecondMoment();
        yield return TracedLine.Derived(s_mu, "μₜ = β₁(1 − ½·0.96^(tψ))", "\\mu_t = \\beta_1 (1 - \\frac{1}{2} \\cdot 0.96^{t \\psi})", e => MomentumAt(e, 0));
        yield return TracedLine.Derived(s_next, "μₜ₊₁ = β₁(1 − ½·0.96^((t + 1)ψ))", "\\mu_{t+1} = \\beta_1 (1 - \\frac{1}{2} \\cdot 0.96^{(t + 1) \\psi})", e => MomentumAt(e, 1));
        yield return TracedLine.Derived(s_product, "Mₜ = μ₁·…·μₜ", "M_t = \\mu_1 \\cdot \\ldots \\cdot \\mu_t", e => nadam.MomentumProduct((long)e.Number));
        yield return TracedLine.Derived(s_mHat, "m̂ = μₜ₊₁m / (1 − Mₜ·μₜ₊₁) + (1 − μₜ)g / (1 − Mₜ)", "\\hat{m} = \\mu_{t+1} m / (1 - M_t \\mu_{t+1}) + (1 - \\mu_t) g / (1 - M_t)", e => Direction(e));
        yield return AdamEquation.CorrectedSecondMoment(nadam.Beta2);
        yield return TracedLine.Derived(Symbols.Rate, "rate = α / (√v̂ + ε)", "\\mathrm{rate} = \\alpha / (\\sqrt{\\hat{v}} + \\varepsilon)", e => e.LearningRate / Divisor(e));
        yield return TracedLine.Derived(Symbols.Step, "step = αm̂ / (√v̂ + ε)", "\\mathrm{step} = \\alpha \\hat{m} / (\\sqrt{\\hat{v}} + \\varepsilon)", e => e.LearningRate * Direction(e) / Divisor(e));
        yield return TracedLine.Theta("θ ← θ − αm̂ / (√v̂ + ε)", "\\theta \\leftarrow \\theta - \\alpha \\hat{m} / (\\sqrt{\\hat{v}} + \\varepsilon)");
    }

    private double MomentumAt(TracedElement e, int ahead) => Kernels.NAdamRule.Momentum(nadam.Beta1, nadam.MomentumDecay, (long)e.Number + ahead);

    private double Direction(TracedElement e)
    {
        double mu = MomentumAt(e, 0), next = MomentumAt(e, 1), product = nadam.MomentumProduct((long)e.Number);
        return next * e[AdamEquation.M] / (1 - product * next) + (1 - mu) * nadam.UsedGradient(e) / (1 - product);
    }

    private double Divisor(TracedElement e) => Math.Sqrt(e[AdamEquation.VHat]) + nadam.Epsilon;
}
