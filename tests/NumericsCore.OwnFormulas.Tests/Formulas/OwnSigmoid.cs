using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>A copy of the library's sigmoid.</summary>
public readonly struct OwnSigmoid : IPullbackFromResult
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => Elementary.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * y * (TLane.Of(1) - y);

    public double Reference(double x) => 1 / (1 + Math.Exp(-x));
}
