using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = the integer part of x, with its sign. The gradient is 0, at the jumps too.</summary>
public readonly struct Truncate : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(-2.95, -2.05);

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Truncate(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(0);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Truncate(x);
}
