using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = a·b; da = dy·b, db = dy·a, 0 for a factor of 0 even if dy is infinite.</summary>
public readonly struct Multiply : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.Real;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Pulled.Unweighted(dy * b, b, dy);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Pulled.Unweighted(dy * a, a, dy);

    /// <inheritdoc/>
    public double Reference(double a, double b) => a * b;
}
