using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The greatest integer of at most x; -0 for -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Floor<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane nearest = TLane.RoundToEven(x);
        return TLane.SelectLess(x, nearest, nearest - TLane.Of(1), nearest);
    }

    /// <summary>The least integer of at least x; -0 for x in (-1, -0].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Ceiling<TLane>(TLane x) where TLane : struct, ILane<TLane> => -Floor(-x);

    /// <summary>The integer part of x, with the sign of x even if it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Truncate<TLane>(TLane x) where TLane : struct, ILane<TLane> => WithSignOf(x, Floor(TLane.Abs(x)));

    /// <summary>A magnitude with the sign bit of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane WithSignOf<TLane>(TLane x, TLane magnitude) where TLane : struct, ILane<TLane> =>
        // the significand has the sign bit of x even when x is -0
        TLane.SelectLess(TLane.Significand(x), TLane.Of(0), -magnitude, magnitude);
}
