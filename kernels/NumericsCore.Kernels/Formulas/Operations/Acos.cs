using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = acos x, NaN outside [-1, 1]; dx = -dy/√(1 - x²).</summary>
public readonly struct Acos : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(-0.98, 0.98);

    /// <inheritdoc/>
    public static double ToleranceUlps => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Acos(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -(dy / TLane.Sqrt((TLane.Of(1) - x) * (TLane.Of(1) + x)));

    /// <inheritdoc/>
    public double Reference(double x) => Math.Acos(x);
}
