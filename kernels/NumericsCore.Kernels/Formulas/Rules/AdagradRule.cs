using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adagrad (J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011):
/// G ← G + g², θ ← θ - α·g / (√(G + ε₁) + ε₂). Both outer sums are fused multiply-adds; every other operation rounds once.
/// <list type="bullet">
/// <item>S0 = α, the learning rate of this step: PyTorch's η / (1 + (t - 1)·decay), or η.</item>
/// <item>S1 = λ, the coupled weight decay: first g ← g + λ·θ. 0 for none.</item>
/// <item>S2 = κ = 1 - η·λ, the decoupled weight decay: first θ ← κ·θ. 1 for none.</item>
/// <item>S3 = ε₁, inside the root: Keras's; 0 for PyTorch and the paper.</item>
/// <item>S4 = ε₂, outside the root: PyTorch's; 0 for Keras.</item>
/// </list>
/// G starts at the initial accumulator. Where G and both ε are 0, the result is NaN.
/// </summary>
public readonly struct AdagradRule : IUpdateRule
{
    /// <inheritdoc/>
    public static int Slots => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane sum, ref TLane s1, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        WeightDecay.Apply(scalars, ref g, ref theta);
        sum = TLane.MultiplyAdd(g, g, sum);
        theta = TLane.MultiplyAdd(-scalars.S0, g / (TLane.Sqrt(sum + scalars.S3) + scalars.S4), theta);
    }
}
