using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Gradient descent with momentum (B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964) and
/// Nesterov's (I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of initialization and momentum in deep learning", 2013):
/// b ← μ·b + c·g, then θ ← θ + p·b + q·g, b being 0 at first. Each + is a fused multiply-add; c·g alone is rounded before.
/// With learning rate η and dampening τ:
/// <list type="table">
/// <item><term>PyTorch</term><description>c = 1 - τ (1 at the first step), p = -η, q = 0</description></item>
/// <item><term>PyTorch, Nesterov</term><description>c = 1, p = -η·μ, q = -η</description></item>
/// <item><term>Keras</term><description>c = -η, p = 1, q = 0</description></item>
/// <item><term>Keras, Nesterov</term><description>c = -η, p = μ, q = -η</description></item>
/// </list>
/// </summary>
public readonly struct MomentumRule : IUpdateRule
{
    internal readonly FormulaValue Mu;
    internal readonly FormulaValue C;
    internal readonly FormulaValue P;
    internal readonly FormulaValue Q;

    private MomentumRule(double mu, double c, double p, double q) => (Mu, C, P, Q) = (new(mu), new(c), new(p), new(q));

    /// <inheritdoc/>
    public static int Slots => 1;

    /// <summary>The rule at step t.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="mu">μ, the momentum.</param>
    /// <param name="tau">τ, the dampening.</param>
    /// <param name="nesterov">Whether the momentum is Nesterov's.</param>
    /// <param name="learningRateInMomentum">Whether b holds steps, with the learning rate in them, as in Keras.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static MomentumRule Prepare(double eta, double mu, double tau, bool nesterov, bool learningRateInMomentum, long t)
    {
        double alongMomentum = learningRateInMomentum ? 1 : -eta;
        return new(
            mu: mu,
            c: learningRateInMomentum ? -eta : t == 1 ? 1 : 1 - tau,
            p: nesterov ? alongMomentum * mu : alongMomentum,
            q: nesterov ? -eta : 0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane b, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        b = TLane.MultiplyAdd(TLane.Of(Mu), b, TLane.Of(C) * g);
        theta = TLane.MultiplyAdd(TLane.Of(P), b, theta);
        theta = TLane.MultiplyAdd(TLane.Of(Q), g, theta);
    }
}
