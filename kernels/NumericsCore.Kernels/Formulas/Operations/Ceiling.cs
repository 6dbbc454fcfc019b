using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = ⌈x⌉, the least integer of at least x. The gradient is 0, at the jumps too.</summary>
public readonly struct Ceiling : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(-1.95, -1.05);

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Ceiling(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(0);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Ceiling(x);
}
