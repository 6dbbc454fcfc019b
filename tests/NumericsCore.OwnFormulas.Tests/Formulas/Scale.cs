using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>factor·x.</summary>
public readonly struct Scale(FormulaValue factor) : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * TLane.Of(factor);

    public double Reference(double x) => factor.Double * x;
}
