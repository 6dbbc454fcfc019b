using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>A copy of the term of the library's mean squared error.</summary>
public readonly struct OwnSquaredError : ILossFormula
{
    public static Domain LeftDomain => Domain.Real;

    public static Domain RightDomain => Domain.Real;

    public static double ToleranceUlps => 2.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane prediction, TLane target) where TLane : struct, ILane<TLane> => (prediction - target) * (prediction - target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackLeft<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(2) * (prediction - target) * dy;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane PullbackRight<TLane>(TLane prediction, TLane target, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.Of(2) * (target - prediction) * dy;

    public double Reference(double prediction, double target) => (prediction - target) * (prediction - target);
}
