using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Lion (Chen et al. 2023): θ ← θ - α·sign(β₁m + (1 - β₁)g), m ← β₂m + (1 - β₂)g, with the decoupled weight decay θ ← θ - αλθ before. Each
/// element moves by α, so that the paper takes a rate of a tenth to a third of AdamW's, and a λ that is as much greater.
/// </summary>
public sealed class Lion : Optimizer<LionRule>
{
    /// <param name="learningRate">α, the learning rate, at least 0; 0.0001 on paper and, as PyTorch has no Lion, for PyTorch, 0.001 for Keras.</param>
    /// <param name="beta1">β₁, how much the momentum counts beside the gradient, in [0, 1).</param>
    /// <param name="beta2">β₂, the decay rate of the momentum, in [0, 1).</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; decoupled on paper and in Keras.</param>
    /// <param name="convention">Whose defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public Lion(double? learningRate = null, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0, bool decoupled = true, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.Keras ? 0.001 : 0.0001), weightDecay, decoupled)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        Beta1 = Require(beta1, beta1 is >= 0 and < 1, "in [0, 1)");
        Beta2 = Require(beta2, beta2 is >= 0 and < 1, "in [0, 1)");
    }

    /// <summary>β₁, how much the momentum counts beside the gradient.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the decay rate of the momentum.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    protected override double? ConfiguredMomentum => Beta1;

    private protected override OptimizerEquation Equation => new LionEquation(this);

    /// <inheritdoc/>
    protected override LionRule Prepare(double learningRate, long t) => new(learningRate, ScheduledMomentum(Beta1), Beta2);

    private protected override void Describe(RecordText text) => text.Add(nameof(Beta1), Beta1).Add(nameof(Beta2), Beta2);
}
