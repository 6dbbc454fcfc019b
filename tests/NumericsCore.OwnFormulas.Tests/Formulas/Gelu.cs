using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>x·σ(1.702·x), the fast form of GELU.</summary>
public readonly struct Gelu : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * Elementary.Sigmoid(TLane.Of(1.702) * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane s = Elementary.Sigmoid(TLane.Of(1.702) * x);
        return dy * TLane.MultiplyAdd(TLane.Of(1.702) * y, TLane.Of(1) - s, s);
    }

    public double Reference(double x) => x / (1 + Math.Exp(-1.702 * x));
}
