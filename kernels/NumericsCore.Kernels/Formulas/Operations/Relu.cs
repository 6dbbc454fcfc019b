using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = max(x, 0), +0 for -0, NaN for NaN; dx = dy for x &gt; 0, otherwise 0 (0 at 0 as everywhere).</summary>
public readonly struct Relu : IPullbackFromResult
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.NonZero;

    /// <inheritdoc/>
    public static double ToleranceUlps => 0;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    public static bool PullsBackBySign => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SelectLessOrEqual(x, TLane.Of(0), TLane.Of(0), x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, dy, TLane.Of(0));

    /// <inheritdoc/>
    public double Reference(double x) => Math.Max(x, 0);
}
