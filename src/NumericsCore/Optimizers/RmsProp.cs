using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012): v ← ρv + (1 - ρ)g², θ ← θ - αg / (√v + ε). With momentum μ: b ← μb + g / (√v + ε), θ ← θ - αb.
/// Centered (Graves 2013): m ← ρm + (1 - ρ)g, and v - m² in place of v. Keras has ε inside the root, and the learning rate within the
/// momentum, which differs once it changes.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <param name="learningRate">α, the learning rate, at least 0; 0.01 for PyTorch, 0.001 for Keras and on paper.</param>
    /// <param name="rho">ρ, the decay rate of the moving averages, in [0, 1), which PyTorch calls alpha; 0.99 for PyTorch, 0.9 for Keras and on paper.</param>
    /// <param name="epsilon">ε, for numerical stability, at least 0; 1e-8 for PyTorch and on paper, 1e-7 for Keras.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    /// <param name="centered">Whether the gradient is divided by its standard deviation.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; by convention if null.</param>
    /// <param name="convention">Whose defaults and arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public RmsProp(double? learningRate = null, double? rho = null, double? epsilon = null, double momentum = 0, bool centered = false, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.PyTorch ? 0.01 : 0.001), weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        double decay = rho ?? (convention == Convention.PyTorch ? 0.99 : 0.9);
        Rho = Require(decay, decay is >= 0 and < 1, "in [0, 1)", nameof(rho));
        double chosen = epsilon ?? (convention == Convention.Keras ? 1e-7 : 1e-8);
        Epsilon = Require(chosen, chosen >= 0, "at least 0", nameof(epsilon));
        Momentum = Require(momentum, momentum is >= 0 and < 1, "in [0, 1)");
        Centered = centered;
        IsKeras = convention == Convention.Keras;
    }

    /// <summary>ρ, the decay rate of the moving averages.</summary>
    public double Rho { get; }

    /// <summary>ε, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>Whether the gradient is divided by its standard deviation.</summary>
    public bool Centered { get; }

    /// <summary>Whether the arithmetic is Keras's.</summary>
    internal bool IsKeras { get; }

    private protected override double? OwnMomentum => Momentum > 0 ? Momentum : null;

    private protected override string MomentumRemedy => "Expected momentum above 0 where it is made, or a schedule of the learning rate alone.";

    private protected override OptimizerEquation Equation => new RmsPropEquation(this);

    private protected override AppliedRule MakeRule() => (Centered, Momentum > 0) switch
    {
        (false, false) => new AppliedRule<RmsPropRule>((eta, _) => Prepare(eta)),
        (false, true) => new AppliedRule<RmsPropMomentumRule>((eta, _) => new(Prepare(eta))),
        (true, false) => new AppliedRule<CenteredRmsPropRule>((eta, _) => new(Prepare(eta))),
        (true, true) => new AppliedRule<CenteredRmsPropMomentumRule>((eta, _) => new(Prepare(eta))),
    };

    private RmsPropRule Prepare(double eta) => RmsPropRule.Prepare(eta, Rho, Epsilon, ScheduledMomentum(Momentum), IsKeras);

    private protected override void Describe(RecordText text) => text.Add(nameof(Rho), Rho).Add(nameof(Epsilon), Epsilon).Add(nameof(Momentum), Momentum).Add(nameof(Centered), Centered);
}
