using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Gradient descent with momentum (B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964) and
/// Nesterov's (I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of initialization and momentum in deep learning", 2013):
/// b ← μ·b + c·g, then θ ← θ + p·b + q·g. Each + is a fused multiply-add; c·g alone is rounded before.
/// <list type="bullet">
/// <item>S0 = p, the step along the momentum.</item>
/// <item>S1 = λ, the coupled weight decay: first g ← g + λ·θ. 0 for none.</item>
/// <item>S2 = κ = 1 - η·λ, the decoupled weight decay: first θ ← κ·θ. 1 for none.</item>
/// <item>S3 = μ, the momentum.</item>
/// <item>S4 = c, the weight of the gradient in the momentum.</item>
/// <item>S5 = q, the step along the gradient.</item>
/// </list>
/// With learning rate η and dampening τ, b being 0 at first:
/// <list type="table">
/// <item><term>PyTorch</term><description>c = 1 - τ (1 at the first step), p = -η, q = 0</description></item>
/// <item><term>PyTorch, Nesterov</term><description>c = 1, p = -η·μ, q = -η</description></item>
/// <item><term>Keras</term><description>c = -η, p = 1, q = 0</description></item>
/// <item><term>Keras, Nesterov</term><description>c = -η, p = μ, q = -η</description></item>
/// </list>
/// </summary>
public readonly struct MomentumRule : IUpdateRule
{
    /// <inheritdoc/>
    public static int Slots => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane b, ref TLane s1, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        WeightDecay.Apply(scalars, ref g, ref theta);
        b = TLane.MultiplyAdd(scalars.S3, b, scalars.S4 * g);
        theta = TLane.MultiplyAdd(scalars.S0, b, theta);
        theta = TLane.MultiplyAdd(scalars.S5, g, theta);
    }
}
