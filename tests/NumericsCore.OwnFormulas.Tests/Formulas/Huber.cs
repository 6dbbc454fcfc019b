using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>½d² for |d| ≤ δ, else δ(|d| - ½δ), of the difference d of prediction and target (Huber 1964); the gradient is d within [-δ, δ].</summary>
public readonly struct Huber(FormulaValue delta) : ILossFormula
{
    public double Delta => delta.Double;

    public static Domain LeftDomain => Domain.Real;

    public static Domain RightDomain => Domain.Real;

    public static double ToleranceUlps => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane>
    {
        TLane d = prediction - target, limit = TLane.Of(delta), half = TLane.Of(0.5), size = TLane.Abs(d);
        return TLane.SelectLessOrEqual(size, limit, half * d * d, limit * (size - half * limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane d = prediction - target, limit = TLane.Of(delta);
        return dy * TLane.SelectLess(d, -limit, -limit, TLane.SelectLess(limit, d, limit, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => -PullbackLeft(prediction, target, y, dy);

    public double Reference(double prediction, double target)
    {
        double size = Math.Abs(prediction - target);
        return size <= delta.Double ? size * size / 2 : delta.Double * (size - (delta.Double / 2));
    }
}
