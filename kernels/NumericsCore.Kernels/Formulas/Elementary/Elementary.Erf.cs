using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The error function 2/√π·∫₀ˣ e^(-t²) dt; ±1 for ±∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Erf<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);

        // from here on erf rounds to 1
        TLane limit = TLane.Of(TLane.IsDouble ? 6 : 4);
        TLane a = TLane.Abs(x);
        a = TLane.SelectLess(limit, a, limit, a);
        TLane square = a * a;
        TLane scaled = a * TLane.Of(1.125);
        TLane quotient = ErfcQuotient(square, TLane.MultiplyAdd(a, a, -square), scaled, TLane.MultiplyAdd(a, TLane.Of(1.125), -scaled), out TLane low, out TLane n);
        TLane outer = one - TLane.ScaleByPowerOfTwo(quotient + low, n);

        TLane linear = a * Constant<TLane>(1.128379225730896, 1.1283791670955126);
        TLane linearLow = TLane.MultiplyAdd(a, Constant<TLane>(1.128379225730896, 1.1283791670955126), -linear);
        TLane inner = linear + TLane.MultiplyAdd(a, TLane.MultiplyAdd(square, ErfTail(square), Constant<TLane>(-5.8635382771399236e-08, 1.533545961316588e-17)), linearLow);
        TLane y = TLane.SelectLess(a, one, inner, outer);
        return TLane.SelectEqual(x, zero, x, TLane.SelectLess(x, zero, -y, y));
    }

    /// <summary>1 - erf x, accurate where erf x is near 1, down to the denormals; 2 for -∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Erfc<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // from here on erfc rounds to 0
        TLane limit = Constant<TLane>(10.2, 27.4);
        TLane a = TLane.Abs(x);
        a = TLane.SelectLess(limit, a, limit, a);
        TLane square = a * a;
        TLane scaled = a * TLane.Of(1.125);
        TLane quotient = ErfcQuotient(square, TLane.MultiplyAdd(a, a, -square), scaled, TLane.MultiplyAdd(a, TLane.Of(1.125), -scaled), out TLane low, out TLane n);
        TLane y = TLane.ScaleByPowerOfTwo(quotient + low, n);
        return TLane.SelectLess(x, TLane.Of(0), TLane.Of(2) - y, y);
    }

    /// <summary>
    /// erfc(a) = 2^n times the result and its low part, from a² and 9a/8 as sums of two numbers: e^(-a²)·P/(1 + 9a/8), which does not cancel; a rounding error of a² counts
    /// in full in e^(-a²), one of a hardly in P, for which 9/8 is near P's slope 2/√π at 0 (after M. M. Shepherd, J. G. Laframboise, "Chebyshev approximation of (1 + 2x)exp(x²)erfc x", 1981).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ErfcQuotient<TLane>(TLane square, TLane squareLow, TLane scaled, TLane scaledLow, out TLane low, out TLane n) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1);
        n = ReduceExp(-square, -squareLow, out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);
        TLane k = TLane.Of(TLane.IsDouble ? 4.5 : 2.25);
        TLane p = ErfcTail((scaled - k) / (scaled + k), out TLane pLow);
        TLane numerator = MultiplyWords(power, powerLow, p, pLow, out TLane numeratorLow);
        TLane denominator = TwoSum(one, scaled, out TLane denominatorLow);
        return DivideWords(numerator, numeratorLow, denominator, denominatorLow + scaledLow, out low);
    }
}
