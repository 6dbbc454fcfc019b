namespace NumericsCore;

public abstract partial class Optimizer
{
    private static readonly FormulaSymbol s_scheduled = new("alpha_n", "α, scheduled", "\\alpha_{\\mathrm{scheduled}}", "the learning rate of the step, after n steps or epochs");
    private static readonly FormulaSymbol s_scheduledMomentum = new("mu_n", "μ, scheduled", "\\mu_{\\mathrm{scheduled}}", "the momentum of the step, after n steps or epochs, which is β₁ in Adam's family");
    private static readonly FormulaSymbol s_limit = new("clip_value", "c", "c", "the largest absolute value of an element of the gradient");
    private static readonly FormulaSymbol s_norm = new("clip_norm", "n", "n", "the largest norm of the gradient");
    private static readonly FormulaSymbol s_clipped = new("gradient_clipped", "g, clipped", "g_{\\mathrm{clipped}}", "the gradient, each element within the limit");
    private static readonly FormulaSymbol s_scaled = new("gradient_scaled", "g, scaled", "g_{\\mathrm{scaled}}", "the gradient, its norm within the limit");
    private static readonly FormulaSymbol s_coupled = new("gradient_decayed", "g, decayed", "g_{\\mathrm{decayed}}", "the gradient with the weight decay");
    private static readonly FormulaSymbol s_decoupled = new("theta_decayed", "θ, decayed", "\\theta_{\\mathrm{decayed}}", "the parameter after the weight decay, before the step");

    /// <summary>The update in equations, as the options and the convention have it, with the settings in force and the paper it is from.</summary>
    public FormulaDescription Formula
    {
        get
        {
            var equation = Equation;
            return new(
                equation.Name, TracedLines().Select(static line => line.Line), [.. CommonSettings(), .. equation.Settings(), .. Schedule?.Settings() ?? []],
                [.. equation.Sources, .. Schedule?.Sources ?? []]);
        }
    }

    /// <summary>
    /// Starts a trace: steps of this optimizer's rule and settings on a copy of a parameter, from fresh state, with every value of the
    /// formula by name. The optimizer itself, its parameters and its state are not touched.
    /// </summary>
    /// <param name="theta0">The parameter before the first step; its element type and device decide the arithmetic.</param>
    public OptimizerTrace Trace(Tensor theta0)
    {
        ArgumentNullException.ThrowIfNull(theta0);
        return new OptimizerTrace(Fresh(), theta0);
    }

    /// <summary>Traces a step for each gradient.</summary>
    /// <param name="theta0">The parameter before the first step; its element type and device decide the arithmetic.</param>
    /// <param name="gradients">The gradients, each of the parameter's shape.</param>
    /// <exception cref="ArgumentException">A gradient has another shape, element type or device than the parameter.</exception>
    public OptimizerTrace Trace(Tensor theta0, IEnumerable<Tensor> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Tensor[] steps = [.. gradients];
        NumericsCore.Require.NoNull(steps, nameof(gradients));
        var trace = Trace(theta0);
        foreach (var gradient in steps) trace.Step(gradient);
        return trace;
    }

    /// <summary>Traces steps along the gradient of a loss.</summary>
    /// <param name="theta0">The parameter before the first step; its element type and device decide the arithmetic.</param>
    /// <param name="loss">The loss as a single value, computed from the parameter by operations of the library.</param>
    /// <param name="steps">How many steps, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 steps.</exception>
    /// <exception cref="InvalidOperationException">The loss has several elements or does not depend on the parameter.</exception>
    public OptimizerTrace Trace(Tensor theta0, Func<Tensor, Tensor> loss, int steps)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Kernels.OutOfRange.ThrowIfNegative(steps);
        var trace = Trace(theta0);
        for (int i = 0; i < steps; i++) trace.Step(loss);
        return trace;
    }

    /// <summary>The lines of a step in order: clipping and weight decay, which all rules share, around the rule's own.</summary>
    internal IEnumerable<TracedLine> TracedLines()
    {
        var equation = Equation;
        yield return new TracedLine(new FormulaLine(Symbols.Gradient, "g = ∇J(θ)", "g = \\nabla J(\\theta)"), static step => step.Gradient);
        if (Schedule is not null)
            yield return TracedLine.Derived(s_scheduled, $"α ← {Schedule.Text}", $"\\alpha \\leftarrow {Schedule.Latex}", static e => e.LearningRate);
        if (Schedule?.MomentumText is { } momentum)
            yield return TracedLine.Derived(s_scheduledMomentum, $"{equation.Momentum.Text} ← {momentum}", $"{equation.Momentum.Latex} \\leftarrow {Schedule.MomentumLatex}", static e => e.Momentum);
        if (ClipValue is { } limit)
        {
            const string Text = "g ← max(−c, min(g, c))", Latex = "g \\leftarrow \\max(-c, \\min(g, c))";
            // with both, what the kernel got is the scaled one
            yield return ClipNorm is null
                ? new TracedLine(new FormulaLine(s_clipped, Text, Latex), static step => step.ClippedGradient)
                : TracedLine.Derived(s_clipped, Text, Latex, e => Math.Clamp(e.Gradient, -limit, limit));
        }

        if (ClipNorm is not null)
            yield return new TracedLine(new FormulaLine(s_scaled, "g ← g · min(1, n / (‖g‖ + 10⁻⁶))", "g \\leftarrow g \\cdot \\min(1, n / (\\lVert g \\rVert + 10^{-6}))"), static step => step.ClippedGradient);
        if (IsCoupled)
            yield return TracedLine.Derived(s_coupled, "g ← g + λθ", "g \\leftarrow g + \\lambda\\theta", e => UsedGradient(e));
        else if (WeightDecay > 0)
            yield return TracedLine.Derived(s_decoupled, "θ ← θ − αλθ", "\\theta \\leftarrow \\theta - \\alpha\\lambda\\theta", e => (1 - e.LearningRate * WeightDecay) * e.ThetaBefore);
        foreach (var line in equation.Lines()) yield return line;
    }

    /// <summary>The values of every state slot for a parameter.</summary>
    internal double[][] ReadSlots(Parameter parameter) => [.. Enumerable.Range(0, Slots).Select(slot => Slot(parameter, slot).ToDoubleArray())];

    /// <summary>State values kept for each parameter element.</summary>
    internal int Slots => (_state?.Rule ?? MakeRule()).Slots;

    /// <summary>The update equation, where it is written out.</summary>
    private protected virtual OptimizerEquation Equation => new StateEquation(this, []);

    /// <summary>The gradient that the rule's arithmetic starts from: clipped, and with the coupled weight decay.</summary>
    internal double UsedGradient(TracedElement e) =>
        IsCoupled ? Math.FusedMultiplyAdd(WeightDecay, e.ThetaBefore, e.ClippedGradient) : e.ClippedGradient;

    private bool IsCoupled => WeightDecay > 0 && !Decoupled;

    private IEnumerable<FormulaSetting> CommonSettings()
    {
        yield return new FormulaSetting(Symbols.Alpha, LearningRate);
        if (WeightDecay > 0) yield return new FormulaSetting(Symbols.Lambda, WeightDecay);
        if (ClipValue is { } limit) yield return new FormulaSetting(s_limit, limit);
        if (ClipNorm is { } norm) yield return new FormulaSetting(s_norm, norm);
    }

    /// <summary>A copy with the same rule and settings, without parameters, state or steps.</summary>
    private Optimizer Fresh()
    {
        var copy = (Optimizer)MemberwiseClone();
        copy._groups = [];
        copy._state = null;
        copy.StepCount = 0;
        copy.EpochCount = 0;
        return copy;
    }
}
