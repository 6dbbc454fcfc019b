using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>x for x ≥ 0, else slope·x; the pullback can be had from the result, which has the sign of x for a slope above 0.</summary>
public readonly struct LeakyRelu(FormulaValue slope) : IPullbackFromResult
{
    public double Slope => slope.Double;

    public static Domain Domain => Domain.NonZero;

    public static double ToleranceUlps => 1;

    public static bool PullsZeroBack => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, TLane.Of(0), x * TLane.Of(slope), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, TLane.Of(0), dy * TLane.Of(slope), dy);

    public double Reference(double x) => x < 0 ? slope.Double * x : x;
}
