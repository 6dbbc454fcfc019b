using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>The product of the elements; dx = dy·y/x.</summary>
public readonly struct Product : IReductionOperation
{
    public static double Identity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator * value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * y / x;
}
