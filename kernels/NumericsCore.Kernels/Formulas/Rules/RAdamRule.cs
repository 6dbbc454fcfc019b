using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// RAdam (L. Liu et al., "On the variance of the adaptive learning rate and beyond", 2020): m ← β₁·m + (1 - β₁)·g,
/// v ← β₂·v + (1 - β₂)·g², θ ← θ - αₜ·(m / d). The outer sum of each is a fused multiply-add; every other operation rounds once, in the
/// order written. With ρ∞ = 2 / (1 - β₂) - 1 and ρₜ = ρ∞ - 2·t·β₂ᵗ / (1 - β₂ᵗ):
/// <list type="table">
/// <item><term>ρₜ above the threshold</term><description>d = √v + ε, αₜ = η·rₜ·√(1 - β₂ᵗ) / (1 - β₁ᵗ), rₜ² = (ρₜ - 4)(ρₜ - 2)ρ∞ / ((ρ∞ - 4)(ρ∞ - 2)ρₜ)</description></item>
/// <item><term>the first steps, of which the variance is not known</term><description>d = 1, αₜ = η / (1 - β₁ᵗ)</description></item>
/// </list>
/// The threshold is 5 in PyTorch and 4 in the paper, which has no ε.
/// </summary>
public readonly struct RAdamRule : IUpdateRule
{
    internal readonly DecayRate Beta1;
    internal readonly DecayRate Beta2;
    internal readonly FormulaValue Alpha;
    internal readonly FormulaValue Epsilon;

    // 1 where the step is divided by √v + ε, else 0
    internal readonly FormulaValue Adaptive;

    private RAdamRule(double alpha, double beta1, double beta2, double epsilon, bool adaptive) =>
        (Alpha, Beta1, Beta2, Epsilon, Adaptive) = (new(alpha), new(beta1), new(beta2), new(epsilon), new(adaptive ? 1 : 0));

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <summary>ρₜ, the length of the approximated simple moving average.</summary>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static double Length(double beta2, long t)
    {
        double power = Math.Pow(beta2, t);
        return MostLength(beta2) - 2 * t * power / (1 - power);
    }

    /// <summary>rₜ, the rectification; above ρₜ = 4 a real number.</summary>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static double Rectification(double beta2, long t)
    {
        double most = MostLength(beta2), length = Length(beta2, t);
        return Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
    }

    /// <summary>The rule at step t.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate.</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate.</param>
    /// <param name="epsilon">ε, for numerical stability.</param>
    /// <param name="threshold">ρₜ above which steps are divided by the second moment estimate; at least 4.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static RAdamRule Prepare(double eta, double beta1, double beta2, double epsilon, double threshold, long t)
    {
        bool adaptive = Length(beta2, t) > threshold;
        double corrected = eta / (1 - Math.Pow(beta1, t));
        return new(
            alpha: adaptive ? corrected * Rectification(beta2, t) * Math.Sqrt(1 - Math.Pow(beta2, t)) : corrected,
            beta1: beta1,
            beta2: beta2,
            epsilon: epsilon,
            adaptive: adaptive);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        m = Beta1.Average(m, g);
        v = Beta2.Average(v, g * g);
        TLane divisor = TLane.SelectEqual(TLane.Of(Adaptive), TLane.Of(1), TLane.Sqrt(v) + TLane.Of(Epsilon), TLane.Of(1));
        theta = TLane.MultiplyAdd(-TLane.Of(Alpha), m / divisor, theta);
    }

    private static double MostLength(double beta2) => 2 / (1 - beta2) - 1;
}
