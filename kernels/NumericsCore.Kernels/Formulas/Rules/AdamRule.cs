using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adam (D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015), in the order that its section 2 recommends:
/// m ← β₁·m + (1 - β₁)·g, v ← β₂·v + (1 - β₂)·g², θ ← θ - αₜ·m / (√v + ε̂). The outer sum of each is a fused multiply-add;
/// every other operation rounds once, in the order written. The bias correction is in αₜ and ε̂:
/// <list type="table">
/// <item><term>The paper's algorithm 1, and PyTorch</term><description>αₜ = η·√(1 - β₂ᵗ) / (1 - β₁ᵗ), ε̂ = ε·√(1 - β₂ᵗ)</description></item>
/// <item><term>Keras, and the end of the paper's section 2</term><description>αₜ = η·√(1 - β₂ᵗ) / (1 - β₁ᵗ), ε̂ = ε</description></item>
/// <item><term>No bias correction</term><description>αₜ = η, ε̂ = ε</description></item>
/// </list>
/// </summary>
public readonly struct AdamRule : IUpdateRule
{
    internal readonly DecayRate Beta1;
    internal readonly DecayRate Beta2;
    internal readonly FormulaValue Alpha;
    internal readonly FormulaValue Epsilon;

    private AdamRule(double alpha, double beta1, double beta2, double epsilon) => (Alpha, Beta1, Beta2, Epsilon) = (new(alpha), new(beta1), new(beta2), new(epsilon));

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <summary>The rule at step t.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate.</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate.</param>
    /// <param name="epsilon">ε, for numerical stability.</param>
    /// <param name="biasCorrection">Whether the moment estimates are bias-corrected.</param>
    /// <param name="epsilonHat">Whether ε is the paper's ε̂, as in Keras.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static AdamRule Prepare(double eta, double beta1, double beta2, double epsilon, bool biasCorrection, bool epsilonHat, long t)
    {
        double correction1 = biasCorrection ? 1 - Math.Pow(beta1, t) : 1;
        double rootCorrection2 = biasCorrection ? Math.Sqrt(1 - Math.Pow(beta2, t)) : 1;
        return new(
            alpha: eta * rootCorrection2 / correction1,
            beta1: beta1,
            beta2: beta2,
            // numerator and denominator are both multiplied by √(1 - β₂ᵗ), and so is ε
            epsilon: epsilonHat ? epsilon : epsilon * rootCorrection2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        m = Beta1.Average(m, g);
        v = Beta2.Average(v, g * g);
        theta = TLane.MultiplyAdd(-TLane.Of(Alpha), m / (TLane.Sqrt(v) + TLane.Of(Epsilon)), theta);
    }
}
