using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adamax (D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015, section 7.1): m ← β₁·m + (1 - β₁)·g,
/// u ← max(β₂·u, |g| + ε₁), θ ← θ - αₜ·(m / (u + ε₂)), αₜ = η / (1 - β₁ᵗ). The outer sums of the first and the last are fused
/// multiply-adds; every other operation rounds once, in the order written. ε is ε₁ in PyTorch and ε₂ in Keras, the other being 0; the paper
/// has none. Where u and ε are 0, the result is NaN.
/// </summary>
public readonly struct AdamaxRule : IUpdateRule
{
    internal readonly DecayRate Beta1;
    internal readonly FormulaValue Beta2;
    internal readonly FormulaValue Alpha;
    internal readonly FormulaValue Epsilon1;
    internal readonly FormulaValue Epsilon2;

    private AdamaxRule(double alpha, double beta1, double beta2, double epsilon1, double epsilon2) =>
        (Alpha, Beta1, Beta2, Epsilon1, Epsilon2) = (new(alpha), new(beta1), new(beta2), new(epsilon1), new(epsilon2));

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <summary>The rule at step t.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate.</param>
    /// <param name="beta2">β₂, the decay rate of the infinity norm.</param>
    /// <param name="epsilon">ε, for numerical stability.</param>
    /// <param name="outsideMaximum">Whether ε is added to u and not to |g|, as in Keras.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static AdamaxRule Prepare(double eta, double beta1, double beta2, double epsilon, bool outsideMaximum, long t) => new(
        alpha: eta / (1 - Math.Pow(beta1, t)),
        beta1: beta1,
        beta2: beta2,
        epsilon1: outsideMaximum ? 0 : epsilon,
        epsilon2: outsideMaximum ? epsilon : 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane u, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        m = Beta1.Average(m, g);
        TLane decayed = TLane.Of(Beta2) * u, size = TLane.Abs(g) + TLane.Of(Epsilon1);
        // in this order, so that a gradient that is NaN shows
        u = TLane.SelectLess(size, decayed, decayed, size);
        theta = TLane.MultiplyAdd(-TLane.Of(Alpha), m / (u + TLane.Of(Epsilon2)), theta);
    }
}
