using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>√(a² + b²).</summary>
public readonly struct Distance : IBinaryOperation
{
    public static Domain LeftDomain => Domain.Positive;

    public static Domain RightDomain => Domain.Positive;

    public static double ToleranceUlps => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.Sqrt(TLane.MultiplyAdd(a, a, b * b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * a / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * b / y;

    public double Reference(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
