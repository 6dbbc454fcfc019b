using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>x·σ(x); -0 for -∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Silu<TLane>(TLane x) where TLane : struct, ILane<TLane> => TimesSigmoid(x, x, TLane.Of(0));

    /// <summary>
    /// x·Φ(x) = ½x·erfc(-x/√2), with Φ the distribution function of the normal distribution: for x &lt; 0 from erfc alone, which is accurate in the tail, and above as
    /// x·(1 - ½erfc(x/√2)), where the square in e^(-x²/2) carries its rounding error; -0 for -∞.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Gelu<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane half = TLane.Of(0.5);

        // beyond, the result rounds to 0 or to x
        TLane limit = Constant<TLane>(14.4, 38.7);
        TLane a = TLane.Abs(x);
        a = TLane.SelectLess(limit, a, limit, a);
        TLane square = a * a;
        TLane squareLow = TLane.MultiplyAdd(a, a, -square);
        TLane scaled = MultiplyWords(a, zero, Constant<TLane>(0.7954951524734497, 0.795495128834866), Constant<TLane>(-2.363858442322453e-08, 1.5010414150899647e-17), out TLane scaledLow);
        TLane erfc = ErfcQuotient(half * square, half * squareLow, scaled, scaledLow, out TLane erfcLow, out TLane n);
        TLane product = MultiplyWords(half * a, zero, erfc, erfcLow, out TLane productLow);
        TLane below = -TLane.ScaleByPowerOfTwo(product + productLow, n);
        TLane rest = FastTwoSum(TLane.Of(1), -TLane.ScaleByPowerOfTwo(half * (erfc + erfcLow), n), out TLane restLow);
        TLane above = MultiplyWords(a, zero, rest, restLow, out TLane aboveLow);
        TLane y = TLane.SelectLess(x, zero, below, TLane.SelectLess(limit, x, x, above + aboveLow));
        return TLane.SelectEqual(x, zero, x, y);
    }

    /// <summary>
    /// ½x·(1 + tanh v/2) = x·σ(v), which does not cancel for negative x, with v = 2√(2/π)·(x + 0.044715x³) as a sum of two numbers, for an
    /// error of v counts |v| times in e^v.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane GeluTanh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane u = Clamp(x, SwishLimit<TLane>());
        TLane square = u * u;
        TLane cubic = MultiplyWords(square, TLane.MultiplyAdd(u, u, -square), Constant<TLane>(0.044714998453855515, 0.044715), Constant<TLane>(1.5461444347053543e-09, 2.1960211427085595e-18), out TLane cubicLow);
        TLane sum = TwoSum(TLane.Of(1), cubic, out TLane sumLow);
        TLane linear = MultiplyWords(u, zero, Constant<TLane>(1.5957691669464111, 1.5957691216057308), Constant<TLane>(-4.534068054340423e-08, -9.96930880911092e-17), out TLane linearLow);
        TLane v = MultiplyWords(linear, linearLow, sum, sumLow + cubicLow, out TLane vLow);
        v = FastTwoSum(v, vLow, out vLow);
        return TimesSigmoid(x, v, vLow);
    }

    /// <summary>Beyond, x·σ(x) rounds to 0 or to x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane SwishLimit<TLane>() where TLane : struct, ILane<TLane> => TLane.Of(TLane.IsDouble ? 760 : 112);

    /// <summary>x kept in [-limit, limit].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Clamp<TLane>(TLane x, TLane limit) where TLane : struct, ILane<TLane> =>
        TLane.SelectLess(x, -limit, -limit, TLane.SelectLess(limit, x, limit, x));

    /// <summary>
    /// x·σ(v + vLow) for a v that has the sign of x, at least about its size, and |vLow| ≤ ulp(v). For v &lt; 0 the power of two of e^v is applied to the product,
    /// so that a denormal result is rounded to its few digits only then.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane TimesSigmoid<TLane>(TLane x, TLane v, TLane vLow) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane least = -SwishLimit<TLane>();
        x = TLane.SelectLess(x, least, least, x);
        TLane a = -TLane.Abs(v);
        TLane aLow = TLane.SelectLess(a, least, zero, TLane.SelectLess(v, zero, vLow, -vLow));
        a = TLane.SelectLess(a, least, least, a);

        TLane n = ReduceExp(a, aLow, out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);
        TLane denominator = FastTwoSum(one, TLane.ScaleByPowerOfTwo(power, n), out TLane denominatorLow);
        denominatorLow += TLane.ScaleByPowerOfTwo(powerLow, n);
        TLane quotient = DivideWords(TLane.SelectLess(v, zero, power, one), TLane.SelectLess(v, zero, powerLow, zero), denominator, denominatorLow);
        return TLane.ScaleByPowerOfTwo(x * quotient, TLane.SelectLess(v, zero, n, zero));
    }
}
