namespace NumericsCore;

/// <summary>
/// The steps of an optimizer on one parameter, with every value of its formula by name. The steps are made by the optimizer's own
/// kernel, so that the parameter and what the optimizer keeps (m, v, G, E[g²], E[Δ²], b) have the bits of <see cref="Optimizer.Step"/>;
/// the values that the kernel does not keep (m̂, v̂, the effective learning rate, the step) are computed from those in float64 and rounded
/// once to the element type.
/// </summary>
public sealed class OptimizerTrace : WorkedFormula
{
    private readonly Optimizer _optimizer;
    internal OptimizerTrace(Optimizer optimizer, Tensor theta0) : base(optimizer.Formula, theta0.ElementType, [])
    {
        _optimizer = optimizer;
        _optimizer.AddGroup([new Parameter(theta0, "theta")]);
    }

    /// <summary>The learning rate α of the next step, which a schedule starts from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double LearningRate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    /// <summary>The parameter as it is now; a copy.</summary>
    public Tensor Theta => Parameter.Detach();

    /// <summary>Makes a step.</summary>
    /// <param name="gradient">The gradient at <see cref="Theta"/>, of its shape.</param>
    /// <returns>The values of the step, which is added to <see cref="WorkedFormula.Steps"/>.</returns>
    /// <exception cref="ArgumentException">Another shape, element type or device than the parameter's.</exception>
    public WorkedStep Step(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (gradient.Shape != Parameter.Shape || gradient.ElementType != Parameter.ElementType || gradient.Device != Parameter.Device)
            throw new ArgumentException($"The parameter has shape {Parameter.Shape}, {Parameter.ElementType.Name()} on {Parameter.Device}; the gradient has shape {gradient.Shape}, {gradient.ElementType.Name()} on {gradient.Device}.", nameof(gradient));
        _optimizer.ClearGradients();
        Parameter.AccumulateGradient(gradient);
        return MakeStep();
    }

    /// <summary>Makes a step along the gradient of a loss, by reverse mode.</summary>
    /// <param name="loss">The loss as a single value, computed from the parameter by operations of the library.</param>
    /// <returns>The values of the step, which is added to <see cref="WorkedFormula.Steps"/>.</returns>
    /// <exception cref="InvalidOperationException">The loss has several elements or does not depend on the parameter.</exception>
    public WorkedStep Step(Func<Tensor, Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _optimizer.ClearGradients();
        loss(Parameter).Backward();
        if (Parameter.Gradient is null) throw new InvalidOperationException("The loss does not depend on the parameter.");
        return MakeStep();
    }

    private Parameter Parameter => _optimizer.Groups[0].Parameters[0];

    private WorkedStep MakeStep()
    {
        double[] given = Parameter.Gradient!.ToDoubleArray(), before = Parameter.ToDoubleArray();
        double[][] slotsBefore = _optimizer.ReadSlots(Parameter);
        double learningRate = _optimizer.CurrentLearningRate;
        double? momentum = _optimizer.CurrentMomentum;
        _optimizer.Step();
        var step = new TracedStep
        {
            Number = _optimizer.StepCount,
            LearningRate = learningRate,
            Momentum = momentum,
            ElementType = ElementType,
            Gradient = given,
            ClippedGradient = Parameter.Gradient!.ToDoubleArray(),
            ThetaBefore = before,
            Theta = Parameter.ToDoubleArray(),
            SlotsBefore = slotsBefore,
            Slots = _optimizer.ReadSlots(Parameter),
        }.Read(_optimizer.TracedLines());
        Add(step);
        return step;
    }
}
