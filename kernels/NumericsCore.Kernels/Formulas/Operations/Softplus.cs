using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = log(1 + e^x), a smooth ReLU (Dugas et al., 2001); dx = dy·σ(x).</summary>
public readonly struct Softplus : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * Elementary.Sigmoid(x);

    /// <inheritdoc/>
    public double Reference(double x) => Math.Max(x, 0) + ReferenceMath.Log1p(Math.Exp(-Math.Abs(x)));
}
