using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = √(a² + b²) without overflow on the way; da = dy·a/y, db = dy·b/y, 0 where y is 0.</summary>
public readonly struct Hypot : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Positive;

    /// <inheritdoc/>
    public static double ToleranceUlps => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => Elementary.Hypot(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Along(a, y, dy);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Along(b, y, dy);

    /// <inheritdoc/>
    public double Reference(double a, double b) => double.Hypot(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Along<TLane>(TLane side, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        dy * TLane.SelectEqual(y, TLane.Of(0), TLane.Of(0), side / y);
}
