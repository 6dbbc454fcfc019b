using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The natural logarithm; log(±0) = -∞, log(x) = NaN for x &lt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane k = ReduceLog(x, out TLane f);
        return WithLogSpecials(x, LogOfReduced(f, TLane.Of(0), k), x);
    }

    /// <summary>
    /// log(1 + x): the logarithm of the rounded u = 1 + x, where the rounding error joins the reduced argument.
    /// log1p(±0) = ±0, log1p(-1) = -∞, log1p(x) = NaN for x &lt; -1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log1p<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1);
        TLane u = TwoSum(one, x, out TLane error);
        TLane k = ReduceLog(u, out TLane f);

        // Past 2^64 the error is 0, or nothing next to log u; the bound keeps the power of two within its range.
        TLane bound = TLane.Of(64);
        TLane scale = TLane.PowerOfTwo(-TLane.SelectLess(bound, k, bound, k));
        f = FastTwoSum(f, error * scale, out TLane fLow);
        TLane y = WithLogSpecials(u, LogOfReduced(f, fLow, k), x);
        return TLane.SelectEqual(x, TLane.Of(0), x, y);
    }

    /// <summary>Integral k and f with x = 2^k·(1 + f) exactly and 1 + f in [√½, √2], for finite x &gt; 0; otherwise some finite values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ReduceLog<TLane>(TLane x, out TLane f) where TLane : struct, ILane<TLane>
    {
        TLane smallestNormal = TLane.Of(TLane.IsDouble ? 2.2250738585072014e-308 : 1.1754943508222875e-38);
        TLane up = TLane.Of(TLane.IsDouble ? 18014398509481984d : 33554432d);
        TLane upExponent = TLane.Of(TLane.IsDouble ? 54 : 25);
        TLane normal = TLane.SelectLess(x, smallestNormal, x * up, x);
        TLane k = TLane.Exponent(normal) - TLane.SelectLess(x, smallestNormal, upExponent, TLane.Of(0));
        TLane m = TLane.Significand(normal);
        TLane sqrt2 = TLane.Of(1.4142135623730951);
        k = TLane.SelectLess(sqrt2, m, k + TLane.Of(1), k);
        m = TLane.SelectLess(sqrt2, m, m * TLane.Of(0.5), m);
        f = m - TLane.Of(1);
        return k;
    }

    /// <summary>
    /// log(2^k·(1 + f + fLow)) for 1 + f in [√½, √2] and |fLow| ≤ ulp(f): with s = f/(2 + f),
    /// log(1 + f) = f - f²/2 + s·(f²/2 + s²·R(s²)) (Ng, FreeBSD msun e_log.c, 1993); k·ln 2 + f carries its rounding error.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogOfReduced<TLane>(TLane f, TLane fLow, TLane k) where TLane : struct, ILane<TLane>
    {
        TLane s = f / (TLane.Of(2) + f);
        TLane z = s * s;
        TLane halfSquare = TLane.Of(0.5) * f * f;
        TLane bend = halfSquare - (s * TLane.MultiplyAdd(z, AtanhTail(z), halfSquare));
        TLane sum = FastTwoSum(k * Ln2High<TLane>(), f, out TLane error);
        return sum + ((error + TLane.MultiplyAdd(k, Ln2Low<TLane>(), fLow)) - bend);
    }

    /// <summary>y, but -∞ for u = 0, NaN for u &lt; 0, and x for x = +∞ or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane WithLogSpecials<TLane>(TLane u, TLane y, TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane infinity = TLane.Of(double.PositiveInfinity);
        TLane outside = TLane.SelectEqual(u, zero, -infinity, TLane.Of(double.NaN));
        return TLane.SelectLess(zero, u, TLane.SelectLess(x, infinity, y, x), outside);
    }

    /// <summary>
    /// R(z) = 2·(atanh(√z)/√z - 1)/z on [0, 0.029440]: interpolated in the Chebyshev nodes with 90 digits;
    /// off by at most 2^-29.7 (degree 3, float32) and 2^-58.7 (degree 7, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane AtanhTail<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.MultiplyAdd(TLane.Of(0.13086767009948175), z, TLane.Of(0.13268759668560612));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.15386240205813478));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.18181795630884753));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.2222222239180047));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.2857142857080323));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.4000000000000088));
            return TLane.MultiplyAdd(p, z, TLane.Of(0.6666666666666666));
        }

        p = TLane.MultiplyAdd(TLane.Of(0.23330581938241893), z, TLane.Of(0.2855081659971155));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.40000121876972));
        return TLane.MultiplyAdd(p, z, TLane.Of(0.6666666655445165));
    }
}
