using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Adam (Kingma and Ba 2015): m ← β₁m + (1 - β₁)g, v ← β₂v + (1 - β₂)g², m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ),
/// θ ← θ - αm̂ / (√v̂ + ε). Without bias correction m̂ = m and v̂ = v. AMSGrad (Reddi et al. 2018) divides by the root of the maximum
/// of v so far. Keras adds ε to √v instead of √v̂, which makes it larger by 1/√(1 - β₂ᵗ).
/// </summary>
public class Adam : Optimizer
{
    /// <param name="learningRate">α, the learning rate, at least 0.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate, in [0, 1).</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate, in [0, 1).</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0; 1e-8 for PyTorch and on paper, 1e-7 for Keras.</param>
    /// <param name="biasCorrection">Whether the moment estimates are bias-corrected.</param>
    /// <param name="amsGrad">Whether the maximum of v so far is used.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts (decoupled is AdamW); by convention if null.</param>
    /// <param name="convention">Whose defaults and arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
#pragma warning disable RS0022 // AdamW is the one class derived from it in this project, and no protected member is meant for others
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null, bool biasCorrection = true, bool amsGrad = false, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
#pragma warning restore RS0022
        : base(learningRate, weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        Beta1 = Require(beta1, beta1 is >= 0 and < 1, "in [0, 1)");
        Beta2 = Require(beta2, beta2 is >= 0 and < 1, "in [0, 1)");
        double chosen = epsilon ?? (convention == Convention.Keras ? 1e-7 : 1e-8);
        Epsilon = Require(chosen, chosen >= 0, "at least 0", nameof(epsilon));
        BiasCorrection = biasCorrection;
        AmsGrad = amsGrad;
        IsKeras = convention == Convention.Keras;
    }

    /// <summary>β₁, the decay rate of the first moment estimate.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the decay rate of the second moment estimate.</summary>
    public double Beta2 { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the moment estimates are bias-corrected.</summary>
    public bool BiasCorrection { get; }

    /// <summary>Whether the maximum of v so far is used.</summary>
    public bool AmsGrad { get; }

    /// <summary>Whether the arithmetic is Keras's.</summary>
    internal bool IsKeras { get; }

    private protected override bool CountsOwnSteps => !IsKeras;

    private protected override double? OwnMomentum => Beta1;

    private protected override OptimizerEquation Equation => new AdamEquation(this);

    private protected override AppliedRule MakeRule() => AmsGrad
        ? new AppliedRule<AmsGradRule>((eta, t) => new(Prepare(eta, t)))
        : new AppliedRule<AdamRule>(Prepare);

    private AdamRule Prepare(double eta, long t) => AdamRule.Prepare(eta, ScheduledMomentum(Beta1), Beta2, Epsilon, BiasCorrection, epsilonHat: IsKeras, t);

    private protected override void Describe(RecordText text) => text.Add(nameof(Beta1), Beta1).Add(nameof(Beta2), Beta2).Add(nameof(Epsilon), Epsilon).Add(nameof(BiasCorrection), BiasCorrection).Add(nameof(AmsGrad), AmsGrad);
}
