using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Elementary functions written once over the lane: no tables and no branches, so that SIMD and a GPU run the same operations
/// and get the same bits. Every function is within 2 ulp of the exact value over the whole range of float32 and float64,
/// denormal arguments and results included. A NaN argument gives NaN, whose payload is unspecified.
/// </summary>
public static partial class Elementary
{
    // ln 2 = Ln2High + Ln2Low; the high part has so many trailing zeros that its product with any exponent is exact.
    private const double Ln2HighSingle = 0.693145751953125;
    private const double Ln2LowSingle = 1.4286068203094173e-06;
    private const double Ln2HighDouble = 0.6931471805598903;
    private const double Ln2LowDouble = 5.497923018708371e-14;
    private const double Log2OfE = 1.4426950408889634;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ln2High<TLane>() where TLane : struct, ILane<TLane> => TLane.Of(TLane.IsDouble ? Ln2HighDouble : Ln2HighSingle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ln2Low<TLane>() where TLane : struct, ILane<TLane> => TLane.Of(TLane.IsDouble ? Ln2LowDouble : Ln2LowSingle);

    /// <summary>A constant that stands for another number in each element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Constant<TLane>(double single, double wide) where TLane : struct, ILane<TLane> => TLane.Of(TLane.IsDouble ? wide : single);
}
