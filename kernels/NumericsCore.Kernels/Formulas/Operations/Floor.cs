using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = ⌊x⌋, the greatest integer of at most x. The gradient is 0, at the jumps too.</summary>
public readonly struct Floor : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(1.05, 1.95);

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Floor(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(0);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Floor(x);
}
