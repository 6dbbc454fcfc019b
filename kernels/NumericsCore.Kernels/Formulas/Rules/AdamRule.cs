using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adam (D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015), in the order that its section 2 recommends:
/// m ← β₁·m + (1 - β₁)·g, v ← β₂·v + (1 - β₂)·g², θ ← θ - α·m / (√v + ε). The outer sum of each is a fused multiply-add;
/// every other operation rounds once, in the order written.
/// <list type="bullet">
/// <item>S0 = α, the step.</item>
/// <item>S1 = λ, the coupled weight decay: first g ← g + λ·θ. 0 for none.</item>
/// <item>S2 = κ = 1 - η·λ, the decoupled weight decay (AdamW): first θ ← κ·θ. 1 for none.</item>
/// <item>S3 = β₁ and S4 = 1 - β₁; S5 = β₂ and S6 = 1 - β₂, the differences taken before rounding.</item>
/// <item>S7 = ε.</item>
/// </list>
/// Bias correction is in the scalars. With learning rate η at step t = 1, 2, ...:
/// <list type="table">
/// <item><term>The paper's algorithm 1, and PyTorch</term><description>α = η·√(1 - β₂ᵗ) / (1 - β₁ᵗ), ε·√(1 - β₂ᵗ) in place of ε</description></item>
/// <item><term>Keras, and the paper's ε-hat</term><description>α = η·√(1 - β₂ᵗ) / (1 - β₁ᵗ), ε</description></item>
/// <item><term>No bias correction</term><description>α = η, ε</description></item>
/// </list>
/// </summary>
public readonly struct AdamRule : IUpdateRule
{
    /// <inheritdoc/>
    public static int Slots => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<TLane>(in RuleScalars<TLane> scalars, TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        WeightDecay.Apply(scalars, ref g, ref theta);
        m = MovingAverage.Next(scalars.S3, scalars.S4, m, g);
        v = MovingAverage.Next(scalars.S5, scalars.S6, v, g * g);
        theta = TLane.MultiplyAdd(-scalars.S0, m / (TLane.Sqrt(v) + scalars.S7), theta);
    }
}
