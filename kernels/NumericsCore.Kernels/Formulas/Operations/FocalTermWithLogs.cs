using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// -t·(1 - e^l)^γ·l: the part of a class in a focal loss (T.-Y. Lin et al., "Focal loss for dense object detection", 2017) from the logarithm l of its
/// probability, at most 0, and its target t.
/// dl = -dy·t·(1 - e^l)^γ·(1 - γ·e^l·l/(1 - e^l)), dt = dy·y/t. What is surely right costs 0, and l above 0 counts as surely right.
/// </summary>
/// <param name="gamma">γ, how much less what is right counts, at least 0; 0 in <c>default</c>, which runs no constructor, is the cross-entropy.</param>
public readonly struct FocalTermWithLogs(FormulaValue gamma) : IBinaryOperation
{
    /// <summary>γ = 2, as in the paper.</summary>
    public FocalTermWithLogs() : this(new(2))
    {
    }

    /// <inheritdoc/>
    public static Domain LeftDomain => new(-4, -0.02);

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Probability;

    /// <inheritdoc/>
    public static double ToleranceUlps => 6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane log, TLane t) where TLane : struct, ILane<TLane> =>
        -Elementary.ZeroAtZero(t, t * Elementary.Power(Wrong(log), TLane.Of(gamma)) * log);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane log, TLane t, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane wrong = Wrong(log), weighted = dy * t, zero = TLane.Of(0), gammaLane = TLane.Of(gamma);
        TLane p = Elementary.Exp(log);
        // p·log p / (1 - p) tends to -1 as p tends to 1, and to 0 as p does
        TLane ratio = TLane.SelectEqual(wrong, zero, TLane.Of(-1), Elementary.ZeroAtZero(p, p * log / wrong));
        return -Elementary.ZeroAtZero(weighted, weighted * Elementary.Power(wrong, gammaLane) * (TLane.Of(1) - gammaLane * ratio));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane log, TLane t, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        -(dy * Elementary.Power(Wrong(log), TLane.Of(gamma)) * log);

    /// <inheritdoc/>
    public double Reference(double log, double t) => t == 0 ? 0 : -t * Math.Pow(Math.Max(-ReferenceMath.Expm1(log), 0), gamma.Double) * log;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Wrong<TLane>(TLane log) where TLane : struct, ILane<TLane> => Elementary.Max(-Elementary.Expm1(log), TLane.Of(0));
}
