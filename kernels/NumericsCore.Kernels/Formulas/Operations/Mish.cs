using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = x·tanh(log(1 + e^x)) (D. Misra, "Mish: a self regularized non-monotonic activation function", 2019); dx = dy·(t + x·σ(x)·(1 - t²)), t = tanh(log(1 + e^x)).</summary>
public readonly struct Mish : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Mish(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane u = Elementary.Clamp(x, Elementary.SwishLimit<TLane>());
        TLane t = Elementary.TanhOfSoftplus(u);
        return dy * TLane.MultiplyAdd(u * Elementary.Sigmoid(u), TLane.MultiplyAdd(-t, t, TLane.Of(1)), t);
    }

    /// <inheritdoc/>
    public double Reference(double x) => ReferenceMath.Mish(x);
}
