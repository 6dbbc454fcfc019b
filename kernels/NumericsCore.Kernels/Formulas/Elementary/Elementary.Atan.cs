using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The arctangent, in [-π/2, π/2]; ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Atan<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // from here on atan rounds to π/2
        TLane limit = TLane.Of(18446744073709551616d);
        TLane a = TLane.Abs(x);
        TLane angle = AngleOf(TLane.SelectLess(limit, a, limit, a), TLane.Of(1), out TLane low);
        return WithSignOf(x, angle + low);
    }

    /// <summary>
    /// The angle of the point (x, y), in [-π, π], as IEEE 754-2019 atan2: ±0 and ±π for y = ±0 by the sign of x, ±π/4 and ±3π/4 for two infinities.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Atan2<TLane>(TLane y, TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane infinity = TLane.Of(double.PositiveInfinity);
        TLane a = TLane.Abs(y);
        TLane b = TLane.Abs(x);
        TLane n = TLane.SelectEqual(a, infinity, one, TLane.SelectEqual(b, infinity, zero, a));
        TLane d = TLane.SelectEqual(b, infinity, one, TLane.SelectEqual(a, infinity, zero, b));

        // scaled, so that neither their sum overflows nor a reciprocal is denormal
        TLane scale = ScaleOf(TLane.SelectLess(n, d, d, n));
        TLane angle = AngleOf(n * scale, d * scale, out TLane low);

        // of a small quotient scaling may have taken digits, and the angle is the quotient itself
        TLane small = d * Constant<TLane>(1.52587890625e-05, 9.313225746154785e-10);
        angle = TLane.SelectLess(n, small, n / d, angle);
        low = TLane.SelectLess(n, small, zero, low);
        angle = TLane.SelectEqual(n, zero, zero, angle);
        low = TLane.SelectEqual(n, zero, zero, low);

        TLane rest = FastTwoSum(Constant<TLane>(3.1415927410125732, 3.141592653589793), -angle, out TLane error);
        TLane left = rest + (error + (Constant<TLane>(-8.742277657347586e-08, 1.2246467991473532e-16) - low));
        TLane result = WithSignOf(y, TLane.SelectLess(TLane.Significand(x), zero, left, angle + low));
        return TLane.SelectEqual(x, x, TLane.SelectEqual(y, y, result, y), x);
    }

    /// <summary>
    /// atan(n/d) for n ≥ 0 and d ≥ 0, not both 0, as a sum of two numbers: π/2 + atan(-d/n), π/4 + atan((n - d)/(n + d)) or atan(n/d), whichever has an argument of at most √2 - 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane AngleOf<TLane>(TLane n, TLane d, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane steep = TLane.Of(2.414213562373095) * d;
        TLane middle = TLane.Of(0.41421356237309503) * d;
        TLane difference = TwoSum(n, -d, out TLane differenceLow);
        TLane sum = TwoSum(n, d, out TLane sumLow);
        TLane numerator = TLane.SelectLess(steep, n, -d, TLane.SelectLess(middle, n, difference, n));
        TLane numeratorLow = TLane.SelectLess(steep, n, zero, TLane.SelectLess(middle, n, differenceLow, zero));
        TLane denominator = TLane.SelectLess(steep, n, n, TLane.SelectLess(middle, n, sum, d));
        TLane denominatorLow = TLane.SelectLess(steep, n, zero, TLane.SelectLess(middle, n, sumLow, zero));
        TLane start = TLane.SelectLess(steep, n, Constant<TLane>(1.5707963705062866, 1.5707963267948966), TLane.SelectLess(middle, n, Constant<TLane>(0.7853981852531433, 0.7853981633974483), zero));
        TLane startLow = TLane.SelectLess(steep, n, Constant<TLane>(-4.371138828673793e-08, 6.123233995736766e-17), TLane.SelectLess(middle, n, Constant<TLane>(-2.1855694143368964e-08, 3.061616997868383e-17), zero));

        TLane t = DivideWords(numerator, numeratorLow, denominator, denominatorLow, out TLane tLow);
        TLane z = t * t;
        TLane bend = TLane.MultiplyAdd(t * z, ArctangentTail(z), TLane.MultiplyAdd(-z, tLow, tLow));
        TLane angle = FastTwoSum(start, t, out TLane error);
        return FastTwoSum(angle, error + (bend + startLow), out low);
    }

    /// <summary>A power of two that brings the number into [1, 2), or as near to it as the exponents allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ScaleOf<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane limit = TLane.Of(TLane.IsDouble ? 1000 : 120);
        return TLane.PowerOfTwo(-Clamp(TLane.Exponent(x), limit));
    }

    /// <summary>
    /// (atan(√z)/√z - 1)/z on [0, 0.1717]: interpolated in the Chebyshev nodes with 60 digits;
    /// off by at most 2^-30.8 (degree 5, float32) and 2^-64.3 (degree 12, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ArctangentTail<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.MultiplyAdd(TLane.Of(-0.013908703447288225), z, TLane.Of(0.030626287828475894));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.04104029750501821));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.04719294405473837));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.052580257920073425));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.05881923626133301));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.06666641908302051));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.07692306730961795));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.09090909066866446));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.11111111110752325));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.14285714285711498));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.19999999999999993));
            return TLane.MultiplyAdd(p, z, TLane.Of(-0.3333333333333333));
        }

        p = TLane.MultiplyAdd(TLane.Of(0.05046648904681206), z, TLane.Of(-0.0862409844994545));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.11071287840604782));
        p = TLane.MultiplyAdd(p, z, TLane.Of(-0.14284147322177887));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.19999976456165314));
        return TLane.MultiplyAdd(p, z, TLane.Of(-0.3333333432674408));
    }
}
