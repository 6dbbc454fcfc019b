using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = the smaller of a and b, NaN if either is; dy goes to the smaller, half to each when they are equal.</summary>
public readonly struct Minimum : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => Elementary.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        TLane.SelectLess(a, b, dy, TLane.SelectEqual(a, b, TLane.Of(0.5) * dy, TLane.Of(0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
        TLane.SelectLess(b, a, dy, TLane.SelectEqual(a, b, TLane.Of(0.5) * dy, TLane.Of(0)));

    /// <inheritdoc/>
    public double Reference(double a, double b) => Math.Min(a, b);
}
