using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Lion (X. Chen et al., "Symbolic discovery of optimization algorithms", 2023): θ ← θ - η·sign(β₁·m + (1 - β₁)·g),
/// m ← β₂·m + (1 - β₂)·g, the sign of 0 being 0 and that of NaN NaN. The outer sums are fused multiply-adds; every other operation rounds
/// once, in the order written.
/// </summary>
/// <param name="eta">η, the learning rate.</param>
/// <param name="beta1">β₁, how much the momentum counts beside the gradient.</param>
/// <param name="beta2">β₂, the decay rate of the momentum.</param>
public readonly struct LionRule(double eta, double beta1, double beta2) : IUpdateRule
{
    internal readonly DecayRate Beta1 = new(beta1);
    internal readonly DecayRate Beta2 = new(beta2);
    internal readonly FormulaValue Eta = new(eta);

    /// <inheritdoc/>
    public static int Slots => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        TLane c = Beta1.Average(m, g), zero = TLane.Of(0);
        TLane sign = TLane.SelectLess(zero, c, TLane.Of(1), TLane.SelectLess(c, zero, TLane.Of(-1), c));
        m = Beta2.Average(m, g);
        theta = TLane.MultiplyAdd(-TLane.Of(Eta), sign, theta);
    }
}
