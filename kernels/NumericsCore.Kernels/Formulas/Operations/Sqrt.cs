using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = √x; dx = dy/(2y).</summary>
public readonly struct Sqrt : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Positive;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Sqrt(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(0.5) * dy / y;

    /// <inheritdoc/>
    public double Reference(double x) => Math.Sqrt(x);
}
