using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adadelta (M. D. Zeiler, "ADADELTA: an adaptive learning rate method", 2012): E ← ρ·E + (1 - ρ)·g², Δ = √(U + ε) / √(E + ε)·g,
/// U ← ρ·U + (1 - ρ)·Δ², θ ← θ - η·Δ, where E is the paper's E[g²] and U its E[Δ²]. The outer sum of each is a fused multiply-add;
/// every other operation rounds once, in the order written.
/// <list type="bullet">
/// <item>S0 = η, the learning rate; 1 in the paper.</item>
/// <item>S1 = λ, the coupled weight decay: first g ← g + λ·θ. 0 for none.</item>
/// <item>S2 = κ = 1 - η·λ, the decoupled weight decay: first θ ← κ·θ. 1 for none.</item>
/// <item>S3 = ρ and S4 = 1 - ρ, the difference taken before rounding.</item>
/// <item>S5 = ε, greater than 0: U starts at 0, so that without it nothing moves.</item>
/// </list>
/// </summary>
public readonly struct AdadeltaRule : IUpdateRule
{
    /// <inheritdoc/>
    public static int Slots => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane e, ref TLane u, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        WeightDecay.Apply(scalars, ref g, ref theta);
        e = MovingAverage.Next(scalars.S3, scalars.S4, e, g * g);
        TLane delta = TLane.Sqrt(u + scalars.S5) / TLane.Sqrt(e + scalars.S5) * g;
        u = MovingAverage.Next(scalars.S3, scalars.S4, u, delta * delta);
        theta = TLane.MultiplyAdd(-scalars.S0, delta, theta);
    }
}
