using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// RAdam (Liu et al. 2020), Adam whose first steps, of which the variance is not known, are those of momentum: m ← β₁m + (1 - β₁)g,
/// v ← β₂v + (1 - β₂)g², m̂ = m / (1 - β₁ᵗ), ρₜ = ρ∞ - 2tβ₂ᵗ / (1 - β₂ᵗ) with ρ∞ = 2 / (1 - β₂) - 1. Above a threshold of ρₜ
/// θ ← θ - αrₜm̂√(1 - β₂ᵗ) / (√v + ε) with rₜ² = (ρₜ - 4)(ρₜ - 2)ρ∞ / ((ρ∞ - 4)(ρ∞ - 2)ρₜ), else θ ← θ - αm̂. The threshold is 5 in PyTorch and
/// 4 in the paper, which has no ε. Keras has no RAdam.
/// </summary>
public sealed class RAdam : Optimizer<RAdamRule>
{
    /// <param name="learningRate">α, the learning rate, at least 0.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate, in [0, 1).</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate, in [0, 1).</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts.</param>
    /// <param name="convention">PyTorch's or the paper's threshold.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    /// <exception cref="ArgumentException">The convention is Keras's.</exception>
    public RAdam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool decoupled = false, Convention convention = Convention.PyTorch)
        : base(learningRate, weightDecay, decoupled)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        if (convention == Convention.Keras) throw new ArgumentException("Keras has no RAdam; expected PyTorch or Paper.", nameof(convention));
        Beta1 = Require(beta1, beta1 is >= 0 and < 1, "in [0, 1)");
        Beta2 = Require(beta2, beta2 is >= 0 and < 1, "in [0, 1)");
        Epsilon = Require(epsilon, epsilon >= 0, "at least 0");
        IsPaper = convention == Convention.Paper;
    }

    /// <summary>β₁, the decay rate of the first moment estimate.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the decay rate of the second moment estimate.</summary>
    public double Beta2 { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the threshold is the paper's.</summary>
    internal bool IsPaper { get; }

    /// <summary>ρₜ above which steps are divided by the second moment estimate.</summary>
    internal double Threshold => IsPaper ? 4 : 5;

    /// <inheritdoc/>
    protected override double? ConfiguredMomentum => Beta1;

    private protected override OptimizerEquation Equation => new RAdamEquation(this);

    /// <inheritdoc/>
    protected override RAdamRule Prepare(double learningRate, long t) => RAdamRule.Prepare(learningRate, ScheduledMomentum(Beta1), Beta2, Epsilon, Threshold, t);

    private protected override void Describe(RecordText text) => text.Add(nameof(Beta1), Beta1).Add(nameof(Beta2), Beta2).Add(nameof(Epsilon), Epsilon);
}
