using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = -1, 0 or 1, the sign of x; NaN for NaN. The gradient is 0, at the jump too.</summary>
public readonly struct Sign : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, TLane.Of(0), TLane.Of(-1), TLane.SelectLess(TLane.Of(0), x, TLane.Of(1), x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(0);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Sign(x);
}
