namespace NumericsCore;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", ICML 2017): feature i of x gets
/// (xᵢ − x′ᵢ) ∫₀¹ ∂F/∂xᵢ (x′ + α (x − x′)) dα, with a baseline x′; the attributions of a row add up to F(x) − F(x′).
/// </summary>
public static class IntegratedGradients
{
    private const int MaxSteps = 10_000;

    /// <summary>Attributions for one output of a model, without dropout.</summary>
    /// <param name="model">The model, built; its parameters and their gradients stay as they are.</param>
    /// <param name="inputs">[rows, features], all of them in one batch.</param>
    /// <param name="output">Which of the model's outputs, from 0.</param>
    /// <param name="baseline">[features] or [rows, features]; zeros if null, which are the means of standardised features.</param>
    /// <param name="steps">Nodes of the Gauss-Legendre rule that takes the integral, from 1 to 10,000.</param>
    /// <exception cref="ArgumentException">The inputs are not [rows, features], or the baseline has another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output, or <paramref name="steps"/> is out of range.</exception>
    public static Attributions Attribute(Model model, Tensor inputs, int output = 0, Tensor? baseline = null, int steps = 50)
    {
        ArgumentNullException.ThrowIfNull(model);
        Kernels.OutOfRange.ThrowIfNegative(output);
        if (model.OutputShape is { } shape && output >= shape.ElementCount)
            throw Kernels.OutOfRange.Error(nameof(output), output, $"The model gives {shape.ElementCount} outputs, numbered from 0.");
        return Attribute(x => model.Call(x)[.., output..(output + 1)], inputs, baseline, steps);
    }

    /// <summary>Attributions for any function that tensor operations compute.</summary>
    /// <param name="function">
    /// Takes [rows, features] and gives a number for each row, [rows] or [rows, 1], which depends on that row alone; it is called
    /// <paramref name="steps"/> + 2 times.
    /// </param>
    /// <param name="inputs">[rows, features], at least one row.</param>
    /// <param name="baseline">[features] or [rows, features]; zeros if null.</param>
    /// <param name="steps">Nodes of the Gauss-Legendre rule that takes the integral, from 1 to 10,000.</param>
    /// <exception cref="ArgumentException">The inputs are not [rows, features], the baseline has another shape, or the function gives something else than a number a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is out of range.</exception>
    public static Attributions Attribute(Func<Tensor, Tensor> function, Tensor inputs, Tensor? baseline = null, int steps = 50)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Rank != 2 || inputs.ElementCount == 0) throw new ArgumentException($"inputs has shape {inputs.Shape}; expected [rows, features], at least one of each.", nameof(inputs));
        if (steps is < 1 or > MaxSteps) throw Kernels.OutOfRange.Error(nameof(steps), steps, $"Expected 1 to {MaxSteps}.");
        inputs = inputs.Detach();
        var start = Baseline(inputs, baseline);
        var path = inputs - start;
        var (nodes, weights) = GaussLegendre.OnUnitInterval(steps);
        Tensor? mean = null;
        for (int i = 0; i < steps; i++)
        {
            var part = GradientAt(function, start + path * nodes[i]) * weights[i];
            mean = mean is null ? part : mean + part;
        }

        using (GradientMode.Disable()) return new Attributions(path * mean!, Values(function, inputs), Values(function, start));
    }

    private static Tensor Baseline(Tensor inputs, Tensor? baseline)
    {
        var zeros = Tensor.Zeros(inputs.Shape, inputs.ElementType, inputs.Device);
        if (baseline is null) return zeros;
        bool fits = baseline.Shape == inputs.Shape || (baseline.Rank == 1 && baseline.Shape[0] == inputs.Shape[1]);
        if (!fits) throw new ArgumentException($"baseline has shape {baseline.Shape}; expected [{inputs.Shape[1]}] or {inputs.Shape}.", nameof(baseline));
        return zeros + baseline.Detach();
    }

    private static Tensor GradientAt(Func<Tensor, Tensor> function, Tensor point)
    {
        var leaf = point.WithGradient();
        // a training loop's own gradients in the parameters stay
        GradientMode.ForInputs(() =>
        {
            var values = Values(function, leaf);
            if (values.RequiresGradient) values.Sum().Backward();
        });
        // a constant function
        return leaf.Gradient ?? Tensor.Zeros(point.Shape, point.ElementType, point.Device);
    }

    private static Tensor Values(Func<Tensor, Tensor> function, Tensor rows)
    {
        var values = function(rows) ?? throw new ArgumentException("The function gave null.", nameof(function));
        int count = rows.Shape[0];
        if (values.ElementCount != count || values.Rank is not (1 or 2) || values.Shape[0] != count)
            throw new ArgumentException($"The function gave shape {values.Shape} for {count} rows; expected a number for each, [{count}] or [{count}, 1].", nameof(function));
        return values.Reshape(count);
    }
}
