namespace NumericsCore;

/// <summary>The equation of <see cref="Sgd"/>.</summary>
internal sealed class SgdEquation(Sgd sgd) : OptimizerEquation
{
    private static readonly FormulaSymbol s_momentum = new("mu", "μ", "\\mu", "the momentum");
    private static readonly FormulaSymbol s_dampening = new("tau", "τ", "\\tau", "the dampening");
    private static readonly FormulaSymbol s_b = new("b", "b", "b", "the momentum buffer");
    private static readonly FormulaSymbol s_m = new("m", "m", "m", "the momentum buffer, with the learning rate in it");

    public override string Name => (sgd.Momentum, sgd.Nesterov, sgd.IsKeras) switch
    {
        (0, _, _) => "Stochastic gradient descent",
        (_, false, false) => "Stochastic gradient descent with momentum",
        (_, true, false) => "Stochastic gradient descent with Nesterov's momentum",
        (_, false, true) => "Stochastic gradient descent with Keras's momentum",
        (_, true, true) => "Stochastic gradient descent with Nesterov's momentum as in Keras",
    };

    public override IEnumerable<string> Sources
    {
        get
        {
            yield return "H. Robbins, S. Monro: A stochastic approximation method. 1951.";
            if (sgd.Momentum > 0) yield return "B. T. Polyak: Some methods of speeding up the convergence of iteration methods. 1964.";
            if (sgd.Nesterov) yield return "I. Sutskever, J. Martens, G. Dahl, G. Hinton: On the importance of initialization and momentum in deep learning. 2013.";
        }
    }

    public override IEnumerable<FormulaSetting> Settings()
    {
        if (sgd.Momentum > 0) yield return new FormulaSetting(s_momentum, sgd.Momentum);
        if (sgd.Dampening > 0) yield return new FormulaSetting(s_dampening, sgd.Dampening);
    }

    public override IEnumerable<TracedLine> Lines() => sgd.Momentum == 0 ? PlainLines() : sgd.IsKeras ? KerasLines() : MomentumLines();

    private IEnumerable<TracedLine> PlainLines()
    {
        yield return Rate();
        yield return TracedLine.Derived(Symbols.Step, "step = αg", "\\mathrm{step} = \\alpha g", e => e.LearningRate * sgd.UsedGradient(e));
        yield return TracedLine.Theta("θ ← θ − αg", "\\theta \\leftarrow \\theta - \\alpha g");
    }

    private IEnumerable<TracedLine> MomentumLines()
    {
        yield return sgd.Dampening > 0
            ? TracedLine.Slot(0, s_b, "b ← μb + (1 − τ)g, the first b ← g", "b \\leftarrow \\mu b + (1 - \\tau) g, \\quad b_1 = g")
            : TracedLine.Slot(0, s_b, "b ← μb + g", "b \\leftarrow \\mu b + g");
        yield return Rate();
        if (sgd.Nesterov)
        {
            yield return TracedLine.Derived(Symbols.Step, "step = α(g + μb)", "\\mathrm{step} = \\alpha (g + \\mu b)", e => e.LearningRate * (sgd.UsedGradient(e) + e.Momentum * e[s_b]));
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
        if (sgd.Nesterov)
        {
            yield return TracedLine.Derived(Symbols.Step, "step = αg − μm", "\\mathrm{step} = \\alpha g - \\mu m", e => e.LearningRate * sgd.UsedGradient(e) - e.Momentum * e[s_m]);
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
