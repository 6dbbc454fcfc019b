namespace NumericsCore;

public abstract partial class Loss
{
    private static readonly FormulaSymbol s_weight = new("sample_weight", "s", "s", "the sample's weight");
    private static readonly FormulaSymbol s_classWeight = new("class_weight", "w", "w", "the weight of the target's class");
    private static readonly FormulaSymbol s_error = new("error", "ŷ − y", "\\hat{y} - y", "the error");
    private static readonly FormulaSymbol s_gradient = new("gradient", "∂L/∂prediction", "\\partial L / \\partial \\mathrm{prediction}", "the gradient of the loss; of its sum where it is not reduced");

    private protected static FormulaSymbol SmoothingSymbol { get; } = new("label_smoothing", "ε", "\\varepsilon", "the label smoothing");

    private protected static FormulaSymbol SmoothedSymbol { get; } = new("target_smoothed", "y, smoothed", "y_{\\mathrm{smoothed}}", "the target with label smoothing");

    /// <summary>The loss in equations, as the options have it. Logarithms are natural, so it is in nats where it is an entropy.</summary>
    public FormulaDescription Formula => new(FormulaName, [.. TermLines().Select(static line => line.Line), LossLine], FormulaSettings(), FormulaSources);

    /// <summary>The loss of a batch with every term of its formula by name. The terms and the loss are those of <see cref="Call"/>, bit by bit.</summary>
    /// <param name="prediction">What the model gave, [samples, ...].</param>
    /// <param name="target">What was right; its shape depends on the loss.</param>
    /// <param name="sampleWeights">[samples]: multiplies each sample's losses.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a target is no class.</exception>
    public WorkedFormula Trace(Tensor prediction, Tensor target, Tensor? sampleWeights = null)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var leaf = prediction.Detach().WithGradient();
        var loss = Call(leaf, target, sampleWeights);
        loss.Sum().Backward();

        prediction = prediction.Detach();
        target = Aligned(prediction.Shape, target).Detach();
        var terms = new LossTerms(prediction, TraceTarget(prediction.Shape, target), LossesByClass(prediction, target).Losses);
        List<WorkedValue> values = [.. TermLines().Select(line => Value(line.Line.Symbol, line.Read(terms)))];
        if (sampleWeights is not null) values.Add(Value(s_weight, sampleWeights));
        values.Add(Value(Symbols.Loss, loss));
        values.Add(Value(s_gradient, leaf.Gradient!));
        return new WorkedFormula(Formula, prediction.ElementType, [new WorkedStep(1, values)]);
    }

    /// <summary>The loss by name, with what its options make of it.</summary>
    private protected virtual string FormulaName => Name;

    /// <summary>Where the loss was published; none where nobody can be named.</summary>
    private protected virtual IEnumerable<string> FormulaSources => [];

    /// <summary>The settings that the lines use.</summary>
    private protected virtual IEnumerable<FormulaSetting> FormulaSettings() =>
        (ClassWeights ?? []).Select(static (weight, i) => new FormulaSetting(new FormulaSymbol($"weight_{i}", $"w[{i}]", $"w_{{{i}}}", $"the weight of class {i}"), weight));

    /// <summary>The lines from the target to the unreduced losses.</summary>
    private protected virtual IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        yield return PredictionLine();
        bool weighted = ClassWeights is not null;
        if (weighted) yield return ClassWeightLine("w = w[y]", "w = w_y");
        string latex = string.Concat(Name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : "\\ "));
        yield return new LossLine(Symbols.Term, $"ℓ = {(weighted ? "w·" : "")}{Name}(ŷ, y)", $"\\ell = {(weighted ? "w \\cdot " : "")}\\mathrm{{{latex}}}(\\hat{{y}}, y)", static terms => terms.Losses);
    }

    /// <summary>The aligned target in the predictions' shape.</summary>
    private protected virtual Tensor TraceTarget(Shape prediction, Tensor target) => target;

    /// <summary>What the mean divides the sum of the unreduced losses by, as text and in LaTeX.</summary>
    private protected virtual (string Text, string Latex) Divisor => ("n", "n");

    private protected static LossLine PredictionLine() => new(Symbols.Prediction, "ŷ = prediction", "\\hat{y} = \\mathrm{prediction}", static terms => terms.Prediction);

    private protected LossLine ClassWeightLine(string text = "w = w₀(1 − y) + w₁y", string latex = "w = w_0 (1 - y) + w_1 y") => new(s_classWeight, text, latex, terms => WeightOfEach(terms.Losses, terms.Target));

    private protected static LossLine ErrorLine() => new(s_error, "error = ŷ − y", "\\mathrm{error} = \\hat{y} - y", static terms => terms.Prediction - terms.Target);

    private protected static LossLine TargetLine() => new(Symbols.Target, "y = target", "y = \\mathrm{target}", static terms => terms.Target);

    private FormulaLine LossLine => Reduction switch
    {
        Reduction.Sum => new(Symbols.Loss, "L = Σ ℓ", "L = \\sum \\ell"),
        Reduction.None => new(Symbols.Loss, "L = ℓ", "L = \\ell"),
        _ => new(Symbols.Loss, $"L = Σ ℓ / {Divisor.Text}", $"L = \\sum \\ell / {Divisor.Latex}"),
    };

    private static WorkedValue Value(FormulaSymbol symbol, Tensor values) => new(symbol, values.ToDoubleArray());
}
