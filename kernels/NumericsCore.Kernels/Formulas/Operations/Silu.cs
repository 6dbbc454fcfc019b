using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>y = x·σ(x), also called swish (S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-weighted linear units", 2018; P. Ramachandran et al., 2017); dx = dy·σ(x)·(1 + x·(1 - σ(x))).</summary>
public readonly struct Silu : IUnaryOperation
{
    /// <inheritdoc/>
    public static Domain Domain => Domain.Real;

    /// <inheritdoc/>
    public static double ToleranceUlps => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Silu(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane u = Elementary.Clamp(x, Elementary.SwishLimit<TLane>());
        TLane sigmoid = Elementary.Sigmoid(u);
        return dy * (sigmoid * TLane.MultiplyAdd(u, TLane.Of(1) - sigmoid, TLane.Of(1)));
    }

    /// <inheritdoc/>
    public double Reference(double x) => Math.Max(x, -800) / (1 + Math.Exp(-x));
}
