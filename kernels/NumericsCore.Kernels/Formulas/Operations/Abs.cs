using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = |x|; dx = dy·sign(x), 0 at 0.</summary>
public readonly struct Abs : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Abs(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectEqual(x, TLane.Of(0), TLane.Of(0), TLane.SelectLess(x, TLane.Of(0), -dy, dy));

    /// <inheritdoc/>
    public double Reference(double x) => Math.Abs(x);
}
