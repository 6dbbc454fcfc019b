using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = x for x ≥ 0, else slope·x, with a slope that is learned (K. He et al., "Delving deep into rectifiers", 2015); dx = dy for x &gt; 0, otherwise slope·dy, at 0
/// too; dslope = dy·x for x ≤ 0, otherwise 0.
/// </summary>
public readonly struct PRelu : IBinaryOperation
{
    /// <inheritdoc/>
    public static Domain LeftDomain => Domain.NonZero;

    /// <inheritdoc/>
    public static Domain RightDomain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane slope) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, TLane.Of(0), x * slope, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane x, TLane slope, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, dy, dy * slope);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane x, TLane slope, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, TLane.Of(0), dy * x);

    /// <inheritdoc/>
    public double Reference(double x, double slope) => x < 0 ? slope * x : x;
}
