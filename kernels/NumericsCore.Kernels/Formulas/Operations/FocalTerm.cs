using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// -t·(1 - p)^γ·max(log p, -100): the part of a class of probability p and target t in a focal loss (T.-Y. Lin et al., "Focal loss for dense object
/// detection", 2017), for γ = 0 that in the cross-entropy. dp = dy·t·(1 - p)^γ·(γ·max(log p, -100)/(1 - p) - 1/max(p, 10^-12)), dt = dy·y/t. What is
/// surely right costs 0, and a probability that rounding brought above 1 counts as 1.
/// </summary>
/// <param name="gamma">γ, how much less what is right counts, at least 0; 0 in <c>default</c>, which runs no constructor.</param>
public readonly struct FocalTerm(FormulaValue gamma) : IBinaryOperation
{
    /// <summary>γ = 2, as in the paper.</summary>
    public FocalTerm() : this(new(2))
    {
    }

    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Probability;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane p, TLane t) where TLane : struct, ILane<TLane> =>
        -Elementary.ZeroAtZero(t, t * Elementary.Power(Wrong(p), TLane.Of(gamma)) * Log(p));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane p, TLane t, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane wrong = Wrong(p), weighted = dy * t, gammaLane = TLane.Of(gamma);
        // log p / (1 - p) tends to -1 as p tends to 1
        TLane ratio = TLane.SelectEqual(wrong, TLane.Of(0), TLane.Of(-1), Log(p) / wrong);
        TLane slope = gammaLane * ratio - TLane.Of(1) / Elementary.Max(p, TLane.Of(CrossEntropyTerm.SmallestDivisor));
        return Elementary.ZeroAtZero(weighted, weighted * Elementary.Power(wrong, gammaLane) * slope);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane p, TLane t, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        -(dy * Elementary.Power(Wrong(p), TLane.Of(gamma)) * Log(p));

    /// <inheritdoc/>
    public double Reference(double p, double t) => t == 0 ? 0 : -t * Math.Pow(Math.Max(1 - p, 0), gamma.Double) * Math.Max(Math.Log(p), CrossEntropyTerm.Floor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Wrong<TLane>(TLane p) where TLane : struct, ILane<TLane> => Elementary.Max(TLane.Of(1) - p, TLane.Of(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Log<TLane>(TLane p) where TLane : struct, ILane<TLane> => Elementary.Max(Elementary.Log(p), TLane.Of(CrossEntropyTerm.Floor));
}
