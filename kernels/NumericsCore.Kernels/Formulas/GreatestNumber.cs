using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A maximum that passes over NaN, for softmax: its row turns into NaN all the same, through the sum of its exponentials.</summary>
internal readonly struct GreatestNumber : IReduction
{
    public static double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> =>
        TLane.SelectLess(accumulator, value, value, accumulator);
}
