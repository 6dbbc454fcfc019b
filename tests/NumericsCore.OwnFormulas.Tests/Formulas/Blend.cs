using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>a + c·(b - a)·weight.</summary>
public readonly struct Blend(FormulaValue weight) : ITernaryOperation
{
    public static Domain FirstDomain => Domain.Real;

    public static Domain SecondDomain => Domain.Real;

    public static Domain ThirdDomain => Domain.Probability;

    public static double ToleranceUlps => double.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(c * TLane.Of(weight), b - a, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackFirst<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy * (TLane.Of(1) - c * TLane.Of(weight));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackSecond<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy * c * TLane.Of(weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackThird<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> => dy * (b - a) * TLane.Of(weight);

    public double Reference(double a, double b, double c) => a + (c * weight.Double * (b - a));
}
