namespace NumericsCore;

/// <summary>The equation of <see cref="RmsProp"/>.</summary>
internal sealed class RmsPropEquation(RmsProp rmsProp) : OptimizerEquation
{
    private static readonly FormulaSymbol s_momentum = new("mu", "μ", "\\mu", "the momentum");
    private static readonly FormulaSymbol s_v = new("v", "v", "v", "the moving average of the squared gradients");
    private static readonly FormulaSymbol s_m = new("m", "m", "m", "the moving average of the gradients");
    private static readonly FormulaSymbol s_b = new("b", "b", "b", "the momentum buffer");

    private bool HasBuffer => rmsProp.Momentum > 0;

    public override string Name =>
        (rmsProp.Centered ? "Centered RMSprop" : "RMSprop") + (HasBuffer ? " with momentum" : "") + (rmsProp.IsKeras ? ", as in Keras" : "");

    public override IEnumerable<string> Sources
    {
        get
        {
            yield return "T. Tieleman, G. Hinton: Lecture 6.5: RMSprop: divide the gradient by a running average of its recent magnitude. 2012.";
            if (rmsProp.Centered) yield return "A. Graves: Generating sequences with recurrent neural networks. 2013.";
        }
    }

    public override IEnumerable<FormulaSetting> Settings()
    {
        yield return new(Symbols.Rho, rmsProp.Rho);
        yield return new(Symbols.Epsilon, rmsProp.Epsilon);
        if (HasBuffer) yield return new(s_momentum, rmsProp.Momentum);
    }

    public override IEnumerable<TracedLine> Lines()
    {
        yield return TracedLine.Slot(0, s_v, "v ← ρv + (1 − ρ)g²", "v \\leftarrow \\rho v + (1 - \\rho) g^2");
        if (rmsProp.Centered) yield return TracedLine.Slot(1, s_m, "m ← ρm + (1 − ρ)g", "m \\leftarrow \\rho m + (1 - \\rho) g");
        var (square, latexSquare) = rmsProp.Centered ? ("(v − m²)", "v - m^2") : ("v", "v");
        var (denominator, latexDenominator) = rmsProp.IsKeras
            ? (rmsProp.Centered ? "√(v − m² + ε)" : "√(v + ε)", $"\\sqrt{{{latexSquare} + \\varepsilon}}")
            : ($"(√{square} + ε)", $"(\\sqrt{{{latexSquare}}} + \\varepsilon)");
        yield return TracedLine.Derived(Symbols.Rate, $"rate = α / {denominator}", $"\\mathrm{{rate}} = \\alpha / {latexDenominator}", e => e.LearningRate / Denominator(e));
        int slot = rmsProp.Centered ? 2 : 1;
        if (!HasBuffer)
        {
            yield return TracedLine.Derived(Symbols.Step, $"step = αg / {denominator}", $"\\mathrm{{step}} = \\alpha g / {latexDenominator}", e => e.LearningRate * rmsProp.UsedGradient(e) / Denominator(e));
            yield return TracedLine.Theta($"θ ← θ − αg / {denominator}", $"\\theta \\leftarrow \\theta - \\alpha g / {latexDenominator}");
        }
        else if (rmsProp.IsKeras)
        {
            yield return TracedLine.Slot(slot, s_b, $"b ← μb + αg / {denominator}", $"b \\leftarrow \\mu b + \\alpha g / {latexDenominator}");
            yield return TracedLine.Derived(Symbols.Step, "step = b", "\\mathrm{step} = b", static e => e[s_b]);
            yield return TracedLine.Theta("θ ← θ − b", "\\theta \\leftarrow \\theta - b");
        }
        else
        {
            yield return TracedLine.Slot(slot, s_b, $"b ← μb + g / {denominator}", $"b \\leftarrow \\mu b + g / {latexDenominator}");
            yield return TracedLine.Derived(Symbols.Step, "step = αb", "\\mathrm{step} = \\alpha b", static e => e.LearningRate * e[s_b]);
            yield return TracedLine.Theta("θ ← θ − αb", "\\theta \\leftarrow \\theta - \\alpha b");
        }
    }

    private double Denominator(TracedElement e)
    {
        double square = rmsProp.Centered ? Math.Max(0, e[s_v] - e[s_m] * e[s_m]) : e[s_v];
        return rmsProp.IsKeras ? Math.Sqrt(square + rmsProp.Epsilon) : Math.Sqrt(square) + rmsProp.Epsilon;
    }
}
