using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>
/// y = x·min(max(x + 3, 0), 6)/6 (A. Howard et al., "Searching for MobileNetV3", 2019), -0 for x ≤ -3; dx = 0 for x &lt; -3, dy for x &gt; 3, otherwise
/// dy·(2x + 3)/6.
/// </summary>
public readonly struct HardSwish : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => new(-2.9, 2.9);

    /// <inheritdoc/>
    public static double ToleranceUlps => 1.5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane three = TLane.Of(3);
        TLane inner = Elementary.Clamp(x, three);
        TLane value = Elementary.ProductWithSum(inner, inner, three) / TLane.Of(6);
        value = TLane.SelectLessOrEqual(x, -three, TLane.Of(-0.0), TLane.SelectLess(three, x, x, value));
        return TLane.SelectEqual(x, TLane.Of(0), x, value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane three = TLane.Of(3);
        TLane inner = dy * ((x + x + three) / TLane.Of(6));
        return TLane.SelectLess(x, -three, TLane.Of(0), TLane.SelectLess(three, x, dy, inner));
    }

    /// <inheritdoc/>
    public double Reference(double x) => x <= -3 ? -0.0 : x >= 3 ? x : x * (x + 3) / 6;
}
