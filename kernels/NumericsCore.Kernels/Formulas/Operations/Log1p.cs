using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = log(1 + x), accurate near 0; dx = dy/(1 + x).</summary>
public readonly struct Log1p : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(-0.9, 4);

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy / (TLane.Of(1) + x);

    /// <inheritdoc/>
    public double Reference(double x) => ReferenceMath.Log1p(x);
}
