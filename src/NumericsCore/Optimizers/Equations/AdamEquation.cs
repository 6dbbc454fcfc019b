namespace NumericsCore;

/// <summary>The equation of <see cref="Adam"/>.</summary>
internal sealed class AdamEquation(Adam adam) : OptimizerEquation
{
    private static readonly FormulaSymbol s_vMax = new("v_max", "w", "w", "the maximum of v so far");
    private static readonly FormulaSymbol s_epsilonT = new("epsilon_t", "εₜ", "\\varepsilon_t", "what Keras's ε amounts to beside √v̂");

    /// <summary>The paper of Adam and Adamax.</summary>
    public const string Paper = "D. P. Kingma, J. Ba: Adam: a method for stochastic optimization. 2015.";

    public static FormulaSymbol Beta1 { get; } = new("beta1", "β₁", "\\beta_1", "the decay rate of the first moment estimate");

    public static FormulaSymbol Beta2 { get; } = new("beta2", "β₂", "\\beta_2", "the decay rate of the second moment estimate");

    public static FormulaSymbol M { get; } = new("m", "m", "m", "the first moment estimate");

    public static FormulaSymbol V { get; } = new("v", "v", "v", "the second moment estimate");

    public static FormulaSymbol MHat { get; } = new("m_hat", "m̂", "\\hat{m}", "the bias-corrected first moment estimate");

    public static FormulaSymbol VHat { get; } = new("v_hat", "v̂", "\\hat{v}", "the bias-corrected second moment estimate, with AMSGrad of w");

    public override string Name =>
        (adam.AmsGrad ? "AMSGrad" : IsAdamW ? "AdamW" : "Adam")
        + (adam.BiasCorrection ? "" : " without bias correction") + (adam.IsKeras ? ", as in Keras" : "");

    public override IEnumerable<string> Sources
    {
        get
        {
            yield return Paper;
            if (adam.AmsGrad) yield return "S. J. Reddi, S. Kale, S. Kumar: On the convergence of Adam and beyond. 2018.";
            if (IsAdamW) yield return "I. Loshchilov, F. Hutter: Decoupled weight decay regularization. 2019.";
        }
    }

    public override (string Text, string Latex) Momentum => ("β₁", "\\beta_1");

    public override IEnumerable<FormulaSetting> Settings() =>
        [new(Beta1, adam.Beta1), new(Beta2, adam.Beta2), new(Symbols.Epsilon, adam.Epsilon)];

    public override IEnumerable<TracedLine> Lines()
    {
        yield return FirstMoment();
        yield return SecondMoment();
        if (adam.AmsGrad) yield return TracedLine.Slot(2, s_vMax, "w ← max(w, v)", "w \\leftarrow \\max(w, v)");
        var root = adam.AmsGrad ? s_vMax : V;
        var direction = M;
        var epsilon = Symbols.Epsilon;
        if (adam.BiasCorrection)
        {
            yield return CorrectedFirstMoment();
            yield return CorrectedSecondMoment(adam.Beta2, root);
            (direction, root) = (MHat, VHat);
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

    /// <summary>m, of every optimizer of the family.</summary>
    public static TracedLine FirstMoment() => TracedLine.Slot(0, M, "m ← β₁m + (1 − β₁)g", "m \\leftarrow \\beta_1 m + (1 - \\beta_1) g");

    /// <summary>v.</summary>
    public static TracedLine SecondMoment() => TracedLine.Slot(1, V, "v ← β₂v + (1 − β₂)g²", "v \\leftarrow \\beta_2 v + (1 - \\beta_2) g^2");

    /// <summary>m̂.</summary>
    public static TracedLine CorrectedFirstMoment() =>
        TracedLine.Derived(MHat, "m̂ = m / (1 − β₁ᵗ)", "\\hat{m} = m / (1 - \\beta_1^t)", static e => e[M] / (1 - Math.Pow(e.Momentum, e.Number)));

    /// <summary>v̂, of v or what stands in its place.</summary>
    public static TracedLine CorrectedSecondMoment(double beta2, FormulaSymbol? of = null)
    {
        var v = of ?? V;
        return TracedLine.Derived(VHat, $"v̂ = {v.Text} / (1 − β₂ᵗ)", $"\\hat{{v}} = {v.Latex} / (1 - \\beta_2^t)", e => e[v] / (1 - Math.Pow(beta2, e.Number)));
    }

    private bool IsAdamW => adam is AdamW || (adam.WeightDecay > 0 && adam.Decoupled);

    private double EpsilonAt(TracedElement e) => adam.IsKeras && adam.BiasCorrection ? adam.Epsilon / Math.Sqrt(1 - Math.Pow(adam.Beta2, e.Number)) : adam.Epsilon;
}
