using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// RMSprop (T. Tieleman, G. Hinton, "Lecture 6.5: RMSprop: divide the gradient by a running average of its recent magnitude", 2012):
/// v ← ρ·v + (1 - ρ)·g², θ ← θ - p·(c·(g / (√(v + ε₁) + ε₂))). The outer sum of each is a fused multiply-add; every other operation
/// rounds once, in the order written. With learning rate η:
/// <list type="table">
/// <item><term>PyTorch</term><description>c = 1, p = η, ε₁ = 0, ε₂ = ε</description></item>
/// <item><term>Keras</term><description>c = η, p = 1, ε₁ = ε, ε₂ = 0</description></item>
/// </list>
/// Where v and ε are 0, the result is NaN.
/// </summary>
public readonly struct RmsPropRule : IUpdateRule
{
    internal readonly DecayRate Rho;
    internal readonly FormulaValue C;
    internal readonly FormulaValue P;
    internal readonly FormulaValue Mu;
    internal readonly FormulaValue Epsilon1;
    internal readonly FormulaValue Epsilon2;

    private RmsPropRule(double rho, double c, double p, double mu, double epsilon1, double epsilon2) =>
        (Rho, C, P, Mu, Epsilon1, Epsilon2) = (new(rho), new(c), new(p), new(mu), new(epsilon1), new(epsilon2));

    /// <inheritdoc/>
    public static int Slots => 1;

    /// <summary>The rule of a step.</summary>
    /// <param name="eta">η, the learning rate.</param>
    /// <param name="rho">ρ, the decay rate of the averages.</param>
    /// <param name="epsilon">ε, for numerical stability.</param>
    /// <param name="mu">μ of the rules with momentum.</param>
    /// <param name="keras">Whether ε stands inside the root and the learning rate in the momentum, as in Keras.</param>
    public static RmsPropRule Prepare(double eta, double rho, double epsilon, double mu, bool keras) => new(
        rho: rho,
        c: keras ? eta : 1,
        p: keras ? 1 : eta,
        mu: mu,
        epsilon1: keras ? epsilon : 0,
        epsilon2: keras ? 0 : epsilon);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane v, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        v = Rho.Average(v, g * g);
        theta = TLane.MultiplyAdd(-TLane.Of(P), Scaled(g, v), theta);
    }

    /// <summary>c·(g / (√(v + ε₁) + ε₂)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TLane Scaled<TLane>(TLane g, TLane v) where TLane : struct, ILane<TLane> =>
        TLane.Of(C) * (g / (TLane.Sqrt(v + TLane.Of(Epsilon1)) + TLane.Of(Epsilon2)));
}

/// <summary><see cref="RmsPropRule"/> with momentum, as PyTorch and Keras have it: b ← μ·b + c·(g / (√(v + ε₁) + ε₂)), θ ← θ - p·b.</summary>
/// <param name="rmsProp">The rule of the step.</param>
public readonly struct RmsPropMomentumRule(RmsPropRule rmsProp) : IUpdateRule
{
    internal readonly RmsPropRule RmsProp = rmsProp;

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane v, ref TLane b, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        v = RmsProp.Rho.Average(v, g * g);
        b = TLane.MultiplyAdd(TLane.Of(RmsProp.Mu), b, RmsProp.Scaled(g, v));
        theta = TLane.MultiplyAdd(-TLane.Of(RmsProp.P), b, theta);
    }
}

/// <summary>
/// Centered RMSprop (A. Graves, "Generating sequences with recurrent neural networks", 2013): m ← ρ·m + (1 - ρ)·g, and the variance
/// v - m² in place of v, a fused multiply-add. It is at least 0, and rounding does not make it less.
/// </summary>
/// <param name="rmsProp">The rule of the step.</param>
public readonly struct CenteredRmsPropRule(RmsPropRule rmsProp) : IUpdateRule
{
    internal readonly RmsPropRule RmsProp = rmsProp;

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane v, ref TLane m, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        v = RmsProp.Rho.Average(v, g * g);
        m = RmsProp.Rho.Average(m, g);
        theta = TLane.MultiplyAdd(-TLane.Of(RmsProp.P), RmsProp.Scaled(g, Variance(v, m)), theta);
    }

    /// <summary>v - m², at least 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Variance<TLane>(TLane v, TLane m) where TLane : struct, ILane<TLane>
    {
        TLane variance = TLane.MultiplyAdd(-m, m, v);
        // gradients that stay the same have the variance 0, which rounding may make a negative number without a root
        return TLane.SelectLess(variance, TLane.Of(0), TLane.Of(0), variance);
    }
}

/// <summary><see cref="CenteredRmsPropRule"/> with the momentum of <see cref="RmsPropMomentumRule"/>.</summary>
/// <param name="rmsProp">The rule of the step.</param>
public readonly struct CenteredRmsPropMomentumRule(RmsPropRule rmsProp) : IUpdateRule
{
    internal readonly RmsPropRule RmsProp = rmsProp;

    /// <inheritdoc/>
    public static int Slots => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane v, ref TLane m, ref TLane b) where TLane : struct, ILane<TLane>
    {
        v = RmsProp.Rho.Average(v, g * g);
        m = RmsProp.Rho.Average(m, g);
        b = TLane.MultiplyAdd(TLane.Of(RmsProp.Mu), b, RmsProp.Scaled(g, CenteredRmsPropRule.Variance(v, m)));
        theta = TLane.MultiplyAdd(-TLane.Of(RmsProp.P), b, theta);
    }
}
