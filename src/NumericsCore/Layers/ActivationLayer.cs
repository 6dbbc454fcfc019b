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

    // another assembly may have overridden what the layer computes
    internal override bool AddTo(ForwardPlanner planner) => GetType().Assembly == typeof(ActivationLayer).Assembly && planner.AddActivation(Activation);

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

/// <summary>log(1 + e^x).</summary>
public sealed class Softplus() : ActivationLayer(Activation.Softplus);

/// <summary>x·Φ(x) = ½x·(1 + erf(x/√2)), the exact form of GELU.</summary>
public sealed class Gelu() : ActivationLayer(Activation.Gelu);

/// <summary>½x·(1 + tanh(√(2/π)·(x + 0.044715x³))), the tanh form of GELU.</summary>
public sealed class GeluTanh() : ActivationLayer(Activation.GeluTanh);

/// <summary>x·σ(x), also called swish.</summary>
public sealed class Silu() : ActivationLayer(Activation.Silu);

/// <summary>λx for x > 0, else λα·(e^x - 1), with λ = 1.0507009873554805 and α = 1.6732632423543772.</summary>
public sealed class Selu() : ActivationLayer(Activation.Selu);

/// <summary>min(max(x + 3, 0), 6) / 6, as in PyTorch and Keras 3.</summary>
public sealed class HardSigmoid() : ActivationLayer(Activation.HardSigmoid);

/// <summary>x·min(max(x + 3, 0), 6) / 6.</summary>
public sealed class HardSwish() : ActivationLayer(Activation.HardSwish);

/// <summary>x·tanh(log(1 + e^x)).</summary>
public sealed class Mish() : ActivationLayer(Activation.Mish);

/// <summary>x / (1 + |x|).</summary>
public sealed class Softsign() : ActivationLayer(Activation.Softsign);

/// <summary>log σ(x) = -log(1 + e^-x).</summary>
public sealed class LogSigmoid() : ActivationLayer(Activation.LogSigmoid);

/// <summary>x for x > 0, else α·(e^x - 1).</summary>
/// <param name="alpha">α, finite and at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">α is negative or not finite.</exception>
public sealed class Elu(double alpha = 1) : ActivationLayer(Activation.Elu(alpha))
{
    /// <summary>α, what -y tends to for x → -∞.</summary>
    public double Alpha { get; } = alpha;

    private protected override void Describe(RecordText text) => text.Add(nameof(Alpha), Alpha);
}

/// <summary>x for x ≥ 0, else slope·x; <see cref="PRelu"/> learns the slope.</summary>
/// <param name="negativeSlope">The slope below 0, in [0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">The slope lies outside [0, 1].</exception>
public sealed class LeakyRelu(double negativeSlope = 0.01) : ActivationLayer(Activation.LeakyRelu(negativeSlope))
{
    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; } = negativeSlope;

    private protected override void Describe(RecordText text) => text.Add(nameof(NegativeSlope), NegativeSlope);
}
