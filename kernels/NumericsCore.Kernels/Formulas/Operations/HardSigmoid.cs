using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = min(max(x + 3, 0), 6)/6, as in PyTorch and Keras 3 (A. Howard et al., "Searching for MobileNetV3", 2019); dx = dy/6 for 0 &lt; y &lt; 1, otherwise 0.</summary>
public readonly struct HardSigmoid : IPullbackFromResult
{
    /// <inheritdoc/>
    public static Domain Domain => new(-2.9, 2.9);

    /// <inheritdoc/>
    public static double ToleranceUlps => 1.5;

    /// <inheritdoc/>
    public static bool PullsZeroBack => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0), six = TLane.Of(6);
        TLane shifted = x + TLane.Of(3);
        return TLane.SelectLess(shifted, zero, zero, TLane.SelectLess(six, shifted, six, shifted)) / six;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        return TLane.SelectLess(zero, y, TLane.SelectLess(y, TLane.Of(1), dy / TLane.Of(6), zero), zero);
    }

    /// <inheritdoc/>
    public double Reference(double x) => Math.Clamp(x + 3, 0, 6) / 6;
}
