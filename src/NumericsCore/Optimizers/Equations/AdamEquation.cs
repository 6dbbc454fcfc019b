namespace NumericsCore;

/// <summary>The equation of <see cref="Adam"/>.</summary>
internal sealed class AdamEquation(Adam adam) : OptimizerEquation
{
    private static readonly FormulaSymbol s_beta1 = new("beta1", "β₁", "\\beta_1", "the decay rate of the first moment estimate");
    private static readonly FormulaSymbol s_beta2 = new("beta2", "β₂", "\\beta_2", "the decay rate of the second moment estimate");
    private static readonly FormulaSymbol s_m = new("m", "m", "m", "the first moment estimate");
    private static readonly FormulaSymbol s_v = new("v", "v", "v", "the second moment estimate");
    private static readonly FormulaSymbol s_vMax = new("v_max", "w", "w", "the maximum of v so far");
    private static readonly FormulaSymbol s_mHat = new("m_hat", "m̂", "\\hat{m}", "the bias-corrected first moment estimate");
    private static readonly FormulaSymbol s_vHat = new("v_hat", "v̂", "\\hat{v}", "the bias-corrected second moment estimate, with AMSGrad of w");
    private static readonly FormulaSymbol s_epsilonT = new("epsilon_t", "εₜ", "\\varepsilon_t", "what Keras's ε amounts to beside √v̂");

    public override string Name =>
        (adam.AmsGrad ? "AMSGrad" : adam.WeightDecay > 0 && adam.Decoupled ? "AdamW" : "Adam")
        + (adam.BiasCorrection ? "" : " without bias correction") + (adam.IsKeras ? ", as in Keras" : "");

    public override IEnumerable<string> Sources
    {
        get
        {
            yield return "D. P. Kingma, J. Ba: Adam: a method for stochastic optimization. 2015.";
            if (adam.AmsGrad) yield return "S. J. Reddi, S. Kale, S. Kumar: On the convergence of Adam and beyond. 2018.";
            if (adam.WeightDecay > 0 && adam.Decoupled) yield return "I. Loshchilov, F. Hutter: Decoupled weight decay regularization. 2019.";
        }
    }

    public override IEnumerable<FormulaSetting> Settings() =>
        [new(s_beta1, adam.Beta1), new(s_beta2, adam.Beta2), new(Symbols.Epsilon, adam.Epsilon)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return TracedLine.Slot(0, s_m, "m ← β₁m + (1 − β₁)g", "m \\leftarrow \\beta_1 m + (1 - \\beta_1) g");
        yield return TracedLine.Slot(1, s_v, "v ← β₂v + (1 − β₂)g²", "v \\leftarrow \\beta_2 v + (1 - \\beta_2) g^2");
        if (adam.AmsGrad) yield return TracedLine.Slot(2, s_vMax, "w ← max(w, v)", "w \\leftarrow \\max(w, v)");
        var root = adam.AmsGrad ? s_vMax : s_v;
        var direction = s_m;
        var epsilon = Symbols.Epsilon;
        if (adam.BiasCorrection)
        {
            yield return TracedLine.Derived(s_mHat, "m̂ = m / (1 − β₁ᵗ)", "\\hat{m} = m / (1 - \\beta_1^t)", e => e[s_m] / (1 - Math.Pow(adam.Beta1, e.Number)));
            var corrected = root;
            yield return TracedLine.Derived(s_vHat, $"v̂ = {root.Text} / (1 − β₂ᵗ)", $"\\hat{{v}} = {root.Latex} / (1 - \\beta_2^t)", e => e[corrected] / (1 - Math.Pow(adam.Beta2, e.Number)));
            (direction, root) = (s_mHat, s_vHat);
            if (adam.IsKeras)
            {
                yield return TracedLine.Derived(s_epsilonT, "εₜ = ε / √(1 − β₂ᵗ)", "\\varepsilon_t = \\varepsilon / \\sqrt{1 - \\beta_2^t}", e => EpsilonAt(e));
                epsilon = s_epsilonT;
            }
        }

        string denominator = $"(√{root.Text} + {epsilon.Text})", latexDenominator = $"(\\sqrt{{{root.Latex}}} + {epsilon.Latex})";
        yield return TracedLine.Derived(Symbols.Rate, $"rate = α / {denominator}", $"\\mathrm{{rate}} = \\alpha / {latexDenominator}", e => e.LearningRate / (Math.Sqrt(e[root]) + EpsilonAt(e)));
        yield return TracedLine.Derived(Symbols.Step, $"step = α{direction.Text} / {denominator}", $"\\mathrm{{step}} = \\alpha {direction.Latex} / {latexDenominator}", e => e.LearningRate * e[direction] / (Math.Sqrt(e[root]) + EpsilonAt(e)));
        yield return TracedLine.Theta($"θ ← θ − α{direction.Text} / {denominator}", $"\\theta \\leftarrow \\theta - \\alpha {direction.Latex} / {latexDenominator}");
    }

    private double EpsilonAt(TracedElement e) => adam.IsKeras && adam.BiasCorrection ? adam.Epsilon / Math.Sqrt(1 - Math.Pow(adam.Beta2, e.Number)) : adam.Epsilon;
}
