using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// x^y = e^(y·log|x|) with the sign that an integral y gives, where the logarithm and its product with y are sums of two
    /// numbers, so that a large result is as accurate as a small one; y = 2 and y = ½ are rounded once.
    /// Special values as IEEE 754-2019 pow: x^0 = 1 and 1^y = 1 even for NaN; NaN for finite x &lt; 0 and y not integral;
    /// (±0)^y for y &lt; 0 is ∞, -∞ for -0 and an odd y.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Power<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane half = TLane.Of(0.5);
        TLane a = TLane.Abs(x);
        TLane magnitude = PowerOfMagnitude(a, y);
        magnitude = TLane.SelectEqual(y, TLane.Of(2), x * x, magnitude);
        magnitude = TLane.SelectEqual(y, half, TLane.Sqrt(a), magnitude);
        magnitude = TLane.SelectEqual(a, one, one, magnitude);

        TLane halfY = half * y;
        TLane integral = TLane.SelectEqual(halfY, TLane.RoundToEven(halfY), magnitude, -magnitude);
        TLane finiteBelowZero = TLane.SelectLess(TLane.Of(double.NegativeInfinity), x, TLane.Of(double.NaN), magnitude);
        TLane fractional = TLane.SelectLess(x, zero, finiteBelowZero, magnitude);
        TLane negative = TLane.SelectEqual(y, TLane.RoundToEven(y), integral, fractional);

        // The significand has the sign bit of x even when x is -0.
        TLane result = TLane.SelectLess(TLane.Significand(x), zero, negative, magnitude);
        return TLane.SelectEqual(y, zero, one, TLane.SelectEqual(x, one, one, result));
    }

    /// <summary>a^y for a ≥ 0, but NaN for 0·∞ in the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane PowerOfMagnitude<TLane>(TLane a, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane infinity = TLane.Of(double.PositiveInfinity);
        TLane log = LogWords(a, out TLane logLow);
        log = TLane.SelectEqual(a, TLane.Of(0), -infinity, TLane.SelectLess(a, infinity, log, a));
        TLane product = log * y;
        TLane productLow = TLane.MultiplyAdd(logLow, y, TLane.MultiplyAdd(log, y, -product));

        // Past the range of exp the error term may be no number.
        TLane limit = TLane.Of(TLane.IsDouble ? 800 : 120);
        return ExpOfWords(product, TLane.SelectLess(TLane.Abs(product), limit, productLow, TLane.Of(0)));
    }

    /// <summary>
    /// log x for finite x &gt; 0 as a sum of two numbers, off by some 2^-64 of it in float64 and 2^-35 in float32: with
    /// s = f/(2 + f), log(1 + f) = 2s + s·z·(2/3 + z·Q(z)), z = s², where all but Q is computed in two words.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogWords<TLane>(TLane x, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane k = ReduceLog(x, out TLane f);
        TLane log1p = Log1pWords(f, out TLane log1pLow);
        TLane sum = FastTwoSum(k * Ln2High<TLane>(), log1p, out TLane error);
        return FastTwoSum(sum, error + TLane.MultiplyAdd(k, Ln2Low<TLane>(), log1pLow), out low);
    }

    /// <summary>log(1 + f) for 1 + f in [√½, √2] as a sum of two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Log1pWords<TLane>(TLane f, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane denominator = FastTwoSum(TLane.Of(2), f, out TLane denominatorLow);
        TLane reciprocal = TLane.Of(1) / denominator;
        TLane s = f * reciprocal;
        TLane sLow = reciprocal * TLane.MultiplyAdd(-s, denominatorLow, TLane.MultiplyAdd(-s, denominator, f));

        TLane z = s * s;
        TLane zLow = TLane.MultiplyAdd(s + s, sLow, TLane.MultiplyAdd(s, s, -z));
        TLane tail = FastTwoSum(TLane.Of(TLane.IsDouble ? 0.6666666666666666 : 0.6666666865348816), z * PowerTail(z), out TLane tailLow);
        tailLow += TLane.Of(TLane.IsDouble ? 3.700743415417188e-17 : -1.9868214925130207e-08);

        TLane square = MultiplyWords(z, zLow, tail, tailLow, out TLane squareLow);
        TLane cube = MultiplyWords(s, sLow, square, squareLow, out TLane cubeLow);
        TLane log1p = FastTwoSum(s + s, cube, out TLane error);
        low = error + (sLow + sLow + cubeLow);
        return log1p;
    }

    /// <summary>(a + aLow)·(b + bLow) as the rounded product and the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane MultiplyWords<TLane>(TLane a, TLane aLow, TLane b, TLane bLow, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane product = a * b;
        low = TLane.MultiplyAdd(a, b, -product) + TLane.MultiplyAdd(a, bLow, aLow * b);
        return product;
    }

    /// <summary>
    /// Q(z) = (R(z) - 2/3)/z on [0, 0.029440], with R as in the logarithm: interpolated in the Chebyshev nodes with 90 digits;
    /// off by at most 2^-29.9 (degree 3, float32) and 2^-58.9 (degree 7, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane PowerTail<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane q;
        if (TLane.IsDouble)
        {
            q = TLane.MultiplyAdd(TLane.Of(0.11723178623876518), z, TLane.Of(0.11706236339491206));
            q = TLane.MultiplyAdd(q, z, TLane.Of(0.1333480469384731));
            q = TLane.MultiplyAdd(q, z, TLane.Of(0.1538459496251843));
            q = TLane.MultiplyAdd(q, z, TLane.Of(0.18181818335392802));
            q = TLane.MultiplyAdd(q, z, TLane.Of(0.22222222221655885));
            q = TLane.MultiplyAdd(q, z, TLane.Of(0.28571428571429364));
            return TLane.MultiplyAdd(q, z, TLane.Of(0.4));
        }

        q = TLane.MultiplyAdd(TLane.Of(0.1912045481050038), z, TLane.Of(0.22204762092538063));
        q = TLane.MultiplyAdd(q, z, TLane.Of(0.285715318222563));
        return TLane.MultiplyAdd(q, z, TLane.Of(0.39999999904932737));
    }
}
