using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>√x; at 0 its pullback of a gradient of 0 is 0/0.</summary>
public readonly struct OwnRoot : IPullbackFromResult
{
    public static Domain Domain => Domain.Positive;

    public static double ToleranceUlps => 0.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy / (TLane.Of(2) * y);

    public double Reference(double x) => Math.Sqrt(x);
}
