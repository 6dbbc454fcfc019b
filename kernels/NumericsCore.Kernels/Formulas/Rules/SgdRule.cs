using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Stochastic gradient descent (H. Robbins, S. Monro, "A stochastic approximation method", 1951): θ ← θ - η·g, with one rounding.</summary>
/// <param name="eta">η, the learning rate.</param>
public readonly struct SgdRule(double eta) : IUpdateRule
{
    internal readonly FormulaValue Eta = new(eta);

    /// <inheritdoc/>
    public static int Slots => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane> =>
        theta = TLane.MultiplyAdd(-TLane.Of(Eta), g, theta);
}
