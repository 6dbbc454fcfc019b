using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// NAdam (T. Dozat, "Incorporating Nesterov momentum into Adam", 2016): m ← β₁·m + (1 - β₁)·g, v ← β₂·v + (1 - β₂)·g²,
/// θ ← θ - (p·m + q·g) / (√v + ε̂). The outer sum of the first two and p·m + q·g are fused multiply-adds; every other operation rounds once,
/// in the order written. With μₜ = β₁·(1 - ½·0.96^(t·ψ)) and Mₜ = μ₁·…·μₜ, as PyTorch and Keras have them:
/// p = η·μₜ₊₁·√(1 - β₂ᵗ) / (1 - Mₜ₊₁), q = η·(1 - μₜ)·√(1 - β₂ᵗ) / (1 - Mₜ), ε̂ = ε·√(1 - β₂ᵗ).
/// </summary>
public readonly struct NAdamRule : IUpdateRule
{
    private const double Base = 0.96;

    internal readonly DecayRate Beta1;
    internal readonly DecayRate Beta2;
    internal readonly FormulaValue P;
    internal readonly FormulaValue Q;
    internal readonly FormulaValue Epsilon;

    private NAdamRule(double p, double q, double beta1, double beta2, double epsilon) =>
        (P, Q, Beta1, Beta2, Epsilon) = (new(p), new(q), new(beta1), new(beta2), new(epsilon));

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <summary>μₜ, the momentum of a step.</summary>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate.</param>
    /// <param name="psi">ψ, how fast the momentum grows from ½·β₁ to β₁.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static double Momentum(double beta1, double psi, long t) => beta1 * (1 - 0.5 * Math.Pow(Base, t * psi));

    /// <summary>The rule at step t.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="beta1">β₁, the decay rate of the first moment estimate.</param>
    /// <param name="beta2">β₂, the decay rate of the second moment estimate.</param>
    /// <param name="epsilon">ε, for numerical stability.</param>
    /// <param name="psi">ψ, how fast the momentum grows from ½·β₁ to β₁.</param>
    /// <param name="product">Mₜ, the product of the momenta up to the step.</param>
    /// <param name="t">The step: 1, 2, ...</param>
    public static NAdamRule Prepare(double eta, double beta1, double beta2, double epsilon, double psi, double product, long t)
    {
        double momentum = Momentum(beta1, psi, t), next = Momentum(beta1, psi, t + 1);
        double rootCorrection2 = Math.Sqrt(1 - Math.Pow(beta2, t));
        return new(
            p: eta * next * rootCorrection2 / (1 - product * next),
            q: eta * (1 - momentum) * rootCorrection2 / (1 - product),
            beta1: beta1,
            beta2: beta2,
            // numerator and denominator are both multiplied by √(1 - β₂ᵗ), and so is ε
            epsilon: epsilon * rootCorrection2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane v, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        m = Beta1.Average(m, g);
        v = Beta2.Average(v, g * g);
        theta -= TLane.MultiplyAdd(TLane.Of(P), m, TLane.Of(Q) * g) / (TLane.Sqrt(v) + TLane.Of(Epsilon));
    }
}
