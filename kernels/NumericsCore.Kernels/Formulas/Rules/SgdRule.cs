using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Stochastic gradient descent (H. Robbins, S. Monro, "A stochastic approximation method", 1951): θ ← θ - η·g, with one rounding.
/// <list type="bullet">
/// <item>S0 = η, the learning rate.</item>
/// <item>S1 = λ, the coupled weight decay: first g ← g + λ·θ. 0 for none.</item>
/// <item>S2 = κ = 1 - η·λ, the decoupled weight decay: first θ ← κ·θ. 1 for none.</item>
/// </list>
/// </summary>
public readonly struct SgdRule : IUpdateRule
{
    /// <inheritdoc/>
    public static int Slots => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        WeightDecay.Apply(scalars, ref g, ref theta);
        theta = TLane.MultiplyAdd(-scalars.S0, g, theta);
    }
}
