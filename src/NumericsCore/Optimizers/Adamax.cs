using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Adamax (Kingma and Ba 2015, section 7.1): m ← β₁m + (1 - β₁)g, u ← max(β₂u, |g| + ε), θ ← θ - α/(1 - β₁ᵗ) · m/u. The paper has no ε;
/// Keras adds it to u.
/// </summary>
public sealed class Adamax : Optimizer<AdamaxRule>
{
    /// <param name="learningRate">α, the learning rate, at least 0; 0.002 for PyTorch and on paper, 0.001 for Keras.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate, in [0, 1).</param>
    /// <param name="beta2">β₂, the decay rate of the infinity norm, in [0, 1).</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0; 1e-8 for PyTorch and, in its place, on paper, 1e-7 for Keras.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; by convention if null.</param>
    /// <param name="convention">Whose defaults and arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public Adamax(double? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.Keras ? 0.001 : 0.002), weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        IsKeras = convention == Convention.Keras;
        Beta1 = Require(beta1, beta1 is >= 0 and < 1, "in [0, 1)");
        Beta2 = Require(beta2, beta2 is >= 0 and < 1, "in [0, 1)");
        double chosen = epsilon ?? (IsKeras ? 1e-7 : 1e-8);
        Epsilon = Require(chosen, chosen >= 0, "at least 0", nameof(epsilon));
    }

    /// <summary>β₁, the decay rate of the first moment estimate.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the decay rate of the infinity norm.</summary>
    public double Beta2 { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the arithmetic is Keras's.</summary>
    internal bool IsKeras { get; }

    private protected override bool CountsOwnSteps => !IsKeras;

    /// <inheritdoc/>
    protected override double? ConfiguredMomentum => Beta1;

    private protected override OptimizerEquation Equation => new AdamaxEquation(this);

    /// <inheritdoc/>
    protected override AdamaxRule Prepare(double learningRate, long t) => AdamaxRule.Prepare(learningRate, ScheduledMomentum(Beta1), Beta2, Epsilon, outsideMaximum: IsKeras, t);

    private protected override void Describe(RecordText text) => text.Add(nameof(Beta1), Beta1).Add(nameof(Beta2), Beta2).Add(nameof(Epsilon), Epsilon);
}
