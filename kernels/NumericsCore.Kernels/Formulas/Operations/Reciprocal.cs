using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = 1/x; dx = -dy·y².</summary>
public readonly struct Reciprocal : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Of(1) / x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -dy * y * y;

    /// <inheritdoc/>
    public double Reference(double x) => 1 / x;
}
