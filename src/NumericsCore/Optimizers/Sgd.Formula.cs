namespace NumericsCore;

public sealed partial class Sgd
{
    private static readonly FormulaSymbol s_momentum = new("mu", "μ", "\\mu", "the momentum");
    private static readonly FormulaSymbol s_dampening = new("tau", "τ", "\\tau", "the dampening");
    private static readonly FormulaSymbol s_b = new("b", "b", "b", "the momentum's sum of gradients");
    private static readonly FormulaSymbol s_m = new("m", "m", "m", "the momentum, with the rate in it");

    private protected override string FormulaName => (Momentum, Nesterov, _keras) switch
    {
        (0, _, _) => "Stochastic gradient descent",
        (_, false, false) => "Stochastic gradient descent with momentum",
        (_, true, false) => "Stochastic gradient descent with Nesterov's momentum",
        (_, false, true) => "Stochastic gradient descent with Keras's momentum",
        (_, true, true) => "Stochastic gradient descent with Nesterov's momentum as in Keras",
    };

    private protected override IEnumerable<string> FormulaSources
    {
        get
        {
            yield return "H. Robbins, S. Monro: A stochastic approximation method. 1951.";
            if (Momentum > 0) yield return "B. T. Polyak: Some methods of speeding up the convergence of iteration methods. 1964.";
            if (Nesterov) yield return "I. Sutskever, J. Martens, G. Dahl, G. Hinton: On the importance of initialization and momentum in deep learning. 2013.";
        }
    }

    private protected override IEnumerable<FormulaSetting> RuleSettings()
    {
        if (Momentum > 0) yield return new FormulaSetting(s_momentum, Momentum);
        if (Dampening > 0) yield return new FormulaSetting(s_dampening, Dampening);
    }

    private protected override IEnumerable<TracedLine> RuleLines() => Momentum == 0 ? PlainLines() : _keras ? KerasLines() : MomentumLines();

    private IEnumerable<TracedLine> PlainLines()
    {
        yield return Rate();
        yield return TracedLine.Derived(Symbols.Step, "step = αg", "\\mathrm{step} = \\alpha g", e => e.LearningRate * UsedGradient(e));
        yield return TracedLine.Theta("θ ← θ − αg", "\\theta \\leftarrow \\theta - \\alpha g");
    }

    private IEnumerable<TracedLine> MomentumLines()
    {
        yield return Dampening > 0
            ? TracedLine.Slot(0, s_b, "b ← μb + (1 − τ)g, the first b ← g", "b \\leftarrow \\mu b + (1 - \\tau) g, \\quad b_1 = g")
            : TracedLine.Slot(0, s_b, "b ← μb + g", "b \\leftarrow \\mu b + g");
        yield return Rate();
        if (Nesterov)
        {
            yield return TracedLine.Derived(Symbols.Step, "step = α(g + μb)", "\\mathrm{step} = \\alpha (g + \\mu b)", e => e.LearningRate * (UsedGradient(e) + Momentum * e[s_b]));
            yield return TracedLine.Theta("θ ← θ − α(g + μb)", "\\theta \\leftarrow \\theta - \\alpha (g + \\mu b)");
        }
        else
        {
            yield return TracedLine.Derived(Symbols.Step, "step = αb", "\\mathrm{step} = \\alpha b", e => e.LearningRate * e[s_b]);
            yield return TracedLine.Theta("θ ← θ − αb", "\\theta \\leftarrow \\theta - \\alpha b");
        }
    }

    private IEnumerable<TracedLine> KerasLines()
    {
        yield return TracedLine.Slot(0, s_m, "m ← μm − αg", "m \\leftarrow \\mu m - \\alpha g");
        yield return Rate();
        if (Nesterov)
        {
            yield return TracedLine.Derived(Symbols.Step, "step = αg − μm", "\\mathrm{step} = \\alpha g - \\mu m", e => e.LearningRate * UsedGradient(e) - Momentum * e[s_m]);
            yield return TracedLine.Theta("θ ← θ + μm − αg", "\\theta \\leftarrow \\theta + \\mu m - \\alpha g");
        }
        else
        {
            yield return TracedLine.Derived(Symbols.Step, "step = −m", "\\mathrm{step} = -m", static e => -e[s_m]);
            yield return TracedLine.Theta("θ ← θ + m", "\\theta \\leftarrow \\theta + m");
        }
    }

    private static TracedLine Rate() => TracedLine.Derived(Symbols.Rate, "rate = α", "\\mathrm{rate} = \\alpha", static e => e.LearningRate);
}
