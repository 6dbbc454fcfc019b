using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Stochastic gradient descent (Robbins and Monro 1951): θ ← θ - αg. With momentum μ (Polyak 1964): b ← μb + (1 - τ)g, θ ← θ - αb,
/// where the first b is g; with Nesterov's (Sutskever et al. 2013): θ ← θ - α(g + μb). Keras keeps the learning rate within the momentum,
/// m ← μm - αg, θ ← θ + m, which differs once the learning rate changes.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <param name="learningRate">α; 0.001 for PyTorch, 0.01 for Keras and on paper.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    /// <param name="dampening">τ in [0, 1]; PyTorch's alone.</param>
    /// <param name="nesterov">Nesterov's momentum; needs a momentum and no dampening.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="decoupled">How λ acts; by convention if null.</param>
    /// <param name="convention">Whose defaults and arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    /// <exception cref="ArgumentException">Nesterov without momentum or with dampening, or Keras with dampening.</exception>
    public Sgd(double? learningRate = null, double momentum = 0, double dampening = 0, bool nesterov = false, double weightDecay = 0, bool? decoupled = null, Convention convention = Convention.PyTorch)
        : base(learningRate ?? (convention == Convention.PyTorch ? 0.001 : 0.01), weightDecay, decoupled ?? convention == Convention.Keras)
    {
        NumericsCore.Require.Defined(convention, nameof(convention));
        Momentum = Require(momentum, momentum is >= 0 and < 1, "in [0, 1)");
        Dampening = Require(dampening, dampening is >= 0 and <= 1, "in [0, 1]");
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException(FormattableString.Invariant($"Nesterov's momentum needs a momentum above 0 and no dampening; they are {momentum} and {dampening}."), nameof(nesterov));
        if (convention == Convention.Keras && dampening != 0)
            throw new ArgumentException("Keras's momentum has no dampening.", nameof(dampening));
        Nesterov = nesterov;
        IsKeras = convention == Convention.Keras;
    }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>τ.</summary>
    public double Dampening { get; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; }

    /// <summary>Whether the arithmetic is Keras's.</summary>
    internal bool IsKeras { get; }

    private protected override bool CountsOwnSteps => !IsKeras;

    private protected override double? OwnMomentum => Momentum > 0 ? Momentum : null;

    private protected override string MomentumRemedy => "Expected momentum above 0 where it is made, or a schedule of the learning rate alone.";

    private protected override OptimizerEquation Equation => new SgdEquation(this);

    private protected override AppliedRule MakeRule() => Momentum > 0
        ? new AppliedRule<MomentumRule>((eta, t) => MomentumRule.Prepare(eta, ScheduledMomentum(Momentum), Dampening, Nesterov, learningRateInMomentum: IsKeras, t))
        : new AppliedRule<SgdRule>(static (eta, _) => new(eta));

    private protected override void Describe(RecordText text) => text.Add(nameof(Momentum), Momentum).Add(nameof(Dampening), Dampening).Add(nameof(Nesterov), Nesterov);
}
