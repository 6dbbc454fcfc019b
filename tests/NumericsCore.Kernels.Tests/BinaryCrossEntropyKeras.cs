using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>
/// -(t·log q + (1 - t)·log(1 - q)) where q is p clipped to [10^-7, 1 - 10^-7], as Keras' BinaryCrossentropy with its default
/// epsilon; 1 - 10^-7 is rounded to the element type first. dp = dy·(q - t)/(q(1 - q)) within the clip and 0 beyond; dt = dy·(log(1 - q) - log q).
/// </summary>
public readonly struct BinaryCrossEntropyKeras : ILossFormula
{
    private const double Epsilon = 1e-7;

    public static Domain LeftDomain => Domain.Probability;

    public static Domain RightDomain => Domain.Probability;

    public static double ToleranceUlps => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane q = Clip(prediction);
        return -((target * Elementary.Log(q)) + ((TLane.Of(1) - target) * Elementary.Log1p(-q)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane q = Clip(prediction);
        TLane gradient = dy * (q - target) / (q * (TLane.Of(1) - q));
        return TLane.SelectEqual(prediction, q, gradient, TLane.Of(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane q = Clip(prediction);
        return dy * (Elementary.Log1p(-q) - Elementary.Log(q));
    }

    public double Reference(double prediction, double target) =>
        -((target * Math.Log(Math.Clamp(prediction, Epsilon, 1 - Epsilon))) + ((1 - target) * ReferenceMath.Log1p(-Math.Clamp(prediction, Epsilon, 1 - Epsilon))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Clip<TLane>(TLane p) where TLane : struct, ILane<TLane>
    {
        TLane low = TLane.Of(Epsilon);
        TLane high = TLane.Of(1 - Epsilon);
        return TLane.SelectLess(p, low, low, TLane.SelectLess(high, p, high, p));
    }
}
