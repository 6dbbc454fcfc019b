namespace NumericsCore;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="activation">The function.</param>
public abstract class ActivationLayer(Activation activation) : Layer
{
    /// <summary>The function.</summary>
    public Activation Activation { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    internal override Activation? FinalActivation => Activation;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, ForwardContext context) => Activation.Apply(input);
}

/// <summary>max(x, 0).</summary>
public sealed class Relu() : ActivationLayer(Activation.Relu);

/// <summary>1 / (1 + e^-x).</summary>
public sealed class Sigmoid() : ActivationLayer(Activation.Sigmoid);

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh() : ActivationLayer(Activation.Tanh);

/// <summary>exp(x) / Σ exp(x) over the last axis.</summary>
public sealed class Softmax() : ActivationLayer(Activation.Softmax);
