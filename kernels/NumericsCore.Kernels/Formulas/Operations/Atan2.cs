using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = atan2(a, b), the angle of the point (b, a) in [-π, π]; da = dy·b/(a² + b²), db = -dy·a/(a² + b²), 0 where both are 0.</summary>
public readonly struct Atan2 : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Positive;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => Elementary.Atan2(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Across(b, a, b, dy);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -Across(a, a, b, dy);

    /// <inheritdoc/>
    public double Reference(double a, double b) => Math.Atan2(a, b);

    // divided twice by the distance, whose square may overflow
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Across<TLane>(TLane side, TLane a, TLane b, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane distance = Elementary.Hypot(a, b);
        return dy * TLane.SelectEqual(distance, TLane.Of(0), TLane.Of(0), side / distance / distance);
    }
}
