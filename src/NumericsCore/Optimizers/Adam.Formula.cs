namespace NumericsCore;

public sealed partial class Adam
{
    private static readonly FormulaSymbol s_beta1 = new("beta1", "β₁", "\\beta_1", "the decay of the mean of gradients");
    private static readonly FormulaSymbol s_beta2 = new("beta2", "β₂", "\\beta_2", "the decay of the mean of squares");
    private static readonly FormulaSymbol s_m = new("m", "m", "m", "the running mean of the gradients");
    private static readonly FormulaSymbol s_v = new("v", "v", "v", "the running mean of their squares");
    private static readonly FormulaSymbol s_vMax = new("v_max", "w", "w", "the greatest v so far");
    private static readonly FormulaSymbol s_mHat = new("m_hat", "m̂", "\\hat{m}", "m corrected for its start at 0");
    private static readonly FormulaSymbol s_vHat = new("v_hat", "v̂", "\\hat{v}", "v, or with AMSGrad w, corrected for its start at 0");
    private static readonly FormulaSymbol s_epsilonT = new("epsilon_t", "εₜ", "\\varepsilon_t", "what Keras's ε amounts to beside √v̂");

    private protected override string FormulaName =>
        (AmsGrad ? "AMSGrad" : WeightDecay > 0 && Decoupled ? "AdamW" : "Adam")
        + (BiasCorrection ? "" : " without bias correction") + (_keras ? ", as in Keras" : "");

    private protected override IEnumerable<string> FormulaSources
    {
        get
        {
            yield return "D. P. Kingma, J. Ba: Adam: a method for stochastic optimization. 2015.";
            if (AmsGrad) yield return "S. J. Reddi, S. Kale, S. Kumar: On the convergence of Adam and beyond. 2018.";
            if (WeightDecay > 0 && Decoupled) yield return "I. Loshchilov, F. Hutter: Decoupled weight decay regularization. 2019.";
        }
    }

    private protected override IEnumerable<FormulaSetting> RuleSettings() =>
        [new(s_beta1, Beta1), new(s_beta2, Beta2), new(Symbols.Epsilon, Epsilon)];

    private protected override IEnumerable<TracedLine> RuleLines()
    {
        yield return TracedLine.Slot(0, s_m, "m ← β₁m + (1 − β₁)g", "m \\leftarrow \\beta_1 m + (1 - \\beta_1) g");
        yield return TracedLine.Slot(1, s_v, "v ← β₂v + (1 − β₂)g²", "v \\leftarrow \\beta_2 v + (1 - \\beta_2) g^2");
        if (AmsGrad) yield return TracedLine.Slot(2, s_vMax, "w ← max(w, v)", "w \\leftarrow \\max(w, v)");
        var root = AmsGrad ? s_vMax : s_v;
        var direction = s_m;
        var epsilon = Symbols.Epsilon;
        if (BiasCorrection)
        {
            yield return TracedLine.Derived(s_mHat, "m̂ = m / (1 − β₁ᵗ)", "\\hat{m} = m / (1 - \\beta_1^t)", e => e[s_m] / (1 - Math.Pow(Beta1, e.Number)));
            var corrected = root;
            yield return TracedLine.Derived(s_vHat, $"v̂ = {root.Text} / (1 − β₂ᵗ)", $"\\hat{{v}} = {root.Latex} / (1 - \\beta_2^t)", e => e[corrected] / (1 - Math.Pow(Beta2, e.Number)));
            (direction, root) = (s_mHat, s_vHat);
            if (_keras)
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

    private double EpsilonAt(TracedElement e) => _keras && BiasCorrection ? Epsilon / Math.Sqrt(1 - Math.Pow(Beta2, e.Number)) : Epsilon;
}
