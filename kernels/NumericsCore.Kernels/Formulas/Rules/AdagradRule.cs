using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adagrad (J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011):
/// G ← G + g², θ ← θ - αₜ·g / (√(G + ε₁) + ε₂). Both outer sums are fused multiply-adds; every other operation rounds once. ε is ε₁ in
/// Keras and ε₂ in PyTorch and the paper, the other being 0. G starts at the initial accumulator. Where G and ε are 0, the result is NaN.
/// </summary>
public readonly struct AdagradRule : IUpdateRule
{
    internal readonly FormulaValue Alpha;
    internal readonly FormulaValue Epsilon1;
    internal readonly FormulaValue Epsilon2;

    private AdagradRule(double alpha, double epsilon1, double epsilon2) => (Alpha, Epsilon1, Epsilon2) = (new(alpha), new(epsilon1), new(epsilon2));

    /// <inheritdoc/>
    public static int Slots => 1;

    /// <summary>The rule at step t, with PyTorch's αₜ = η / (1 + (t - 1)·decay).</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="decay">The decay of the learning rate.</param>
    /// <param name="epsilon">ε, for numerical stability.</param>
    /// <param name="insideRoot">Whether ε stands inside the root, as in Keras.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static AdagradRule Prepare(double eta, double decay, double epsilon, bool insideRoot, long t) => new(
        alpha: eta / (1 + (t - 1) * decay),
        epsilon1: insideRoot ? epsilon : 0,
        epsilon2: insideRoot ? 0 : epsilon);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane sum, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        sum = TLane.MultiplyAdd(g, g, sum);
        theta = TLane.MultiplyAdd(-TLane.Of(Alpha), g / (TLane.Sqrt(sum + TLane.Of(Epsilon1)) + TLane.Of(Epsilon2)), theta);
    }
}
