using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>A copy of the library's ReLU.</summary>
public readonly struct OwnRelu : IPullbackFromResult
{
    public static Domain Domain => Domain.NonZero;

    public static double ToleranceUlps => 0;

    public static bool PullsZeroBack => true;

    public static bool PullsBackBySign => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SelectLessOrEqual(x, TLane.Of(0), TLane.Of(0), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0), x, dy, TLane.Of(0));

    public double Reference(double x) => Math.Max(x, 0);
}
