namespace NumericsCore;

/// <summary>The equation of <see cref="Lion"/>.</summary>
internal sealed class LionEquation(Lion lion) : OptimizerEquation
{
    private static readonly FormulaSymbol s_beta1 = new("beta1", "β₁", "\\beta_1", "how much the momentum counts beside the gradient");
    private static readonly FormulaSymbol s_beta2 = new("beta2", "β₂", "\\beta_2", "the decay rate of the momentum");
    private static readonly FormulaSymbol s_c = new("c", "c", "c", "the momentum with this gradient, of which the sign counts");
    private static readonly FormulaSymbol s_m = new("m", "m", "m", "the momentum");

    public override string Name => "Lion";

    public override IEnumerable<string> Sources => ["X. Chen et al.: Symbolic discovery of optimization algorithms. 2023."];

    public override (string Text, string Latex) Momentum => ("β₁", "\\beta_1");

    public override IEnumerable<FormulaSetting> Settings() => [new(s_beta1, lion.Beta1), new(s_beta2, lion.Beta2)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return TracedLine.Derived(s_c, "c = β₁m + (1 − β₁)g", "c = \\beta_1 m + (1 - \\beta_1) g", e => Interpolated(e));
        yield return TracedLine.Slot(0, s_m, "m ← β₂m + (1 − β₂)g", "m \\leftarrow \\beta_2 m + (1 - \\beta_2) g");
        yield return TracedLine.Derived(Symbols.Rate, "rate = α", "\\mathrm{rate} = \\alpha", static e => e.LearningRate);
        yield return TracedLine.Derived(Symbols.Step, "step = α·sign(c)", "\\mathrm{step} = \\alpha \\cdot \\mathrm{sign}(c)", static e => e.LearningRate * Sign(e[s_c]));
        yield return TracedLine.Theta("θ ← θ − α·sign(c)", "\\theta \\leftarrow \\theta - \\alpha \\cdot \\mathrm{sign}(c)");
    }

    /// <summary>c with the kernel's roundings: where it is almost 0, its sign is theirs.</summary>
    private double Interpolated(TracedElement e)
    {
        double m = e.SlotBefore(0), g = lion.UsedGradient(e), beta1 = e.Momentum, rest = 1 - beta1;
        return e.IsSingle
            ? MathF.FusedMultiplyAdd((float)beta1, (float)m, (float)rest * (float)g)
            : Math.FusedMultiplyAdd(beta1, m, rest * g);
    }

    private static double Sign(double c) => double.IsNaN(c) ? c : Math.Sign(c);
}
