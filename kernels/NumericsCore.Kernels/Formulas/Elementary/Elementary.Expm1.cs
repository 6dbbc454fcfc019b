using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>e^x - 1, accurate near 0; -1 for -∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Expm1<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane high = TLane.Of(TLane.IsDouble ? 710 : 89);
        TLane e = Expm1Words(TLane.SelectLess(high, x, high, x), out TLane low, out TLane shift);
        return TLane.SelectEqual(x, TLane.Of(0), x, (e + low) * TLane.PowerOfTwo(shift));
    }

    /// <summary>α·(e^x - 1) for x &lt; 0, where α is a sum of two numbers; x is kept elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ScaledExpm1<TLane>(TLane x, TLane alpha, TLane alphaLow) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane e = Expm1Words(TLane.SelectLess(x, zero, x, zero), out TLane low, out _);
        TLane product = MultiplyWords(e, low, alpha, alphaLow, out TLane productLow);
        return TLane.SelectLess(x, zero, product + productLow, x);
    }

    /// <summary>
    /// e^x - 1 = (2^n - 1) + 2^n·(e^r - 1) as 2^shift times a sum of two numbers, for x up to a little above the logarithm of the largest
    /// number. The shift is 0 but for large x, where the 1 no longer counts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Expm1Words<TLane>(TLane x, out TLane low, out TLane shift) where TLane : struct, ILane<TLane>
    {
        // below, e^x is nothing beside 1
        TLane least = TLane.Of(TLane.IsDouble ? -45 : -25);
        TLane n = ReduceExp(TLane.SelectLess(x, least, least, x), TLane.Of(0), out TLane r, out TLane rest);
        TLane limit = TLane.Of(TLane.IsDouble ? 120 : 60);
        TLane kept = TLane.SelectLess(limit, n, limit, n);
        shift = n - kept;
        TLane power = TLane.PowerOfTwo(kept);
        TLane sum = TwoSum(power, TLane.Of(-1), out TLane sumLow);
        sum = FastTwoSum(sum, power * r, out TLane error);
        return FastTwoSum(sum, TLane.MultiplyAdd(power, rest, error + sumLow), out low);
    }
}
