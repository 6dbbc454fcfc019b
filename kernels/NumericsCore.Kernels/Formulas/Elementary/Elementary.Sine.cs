using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The sine of any finite x; NaN for ±∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sin<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane q = SineAndCosine(x, out TLane sine, out _, out TLane cosine, out _);
        TLane magnitude = TLane.Abs(q);
        TLane one = TLane.Of(1);
        TLane y = TLane.SelectEqual(magnitude, one, q * cosine, TLane.SelectLess(one, magnitude, -sine, sine));
        return TLane.SelectEqual(x, TLane.Of(0), x, y);
    }

    /// <summary>The cosine of any finite x; NaN for ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Cos<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane q = SineAndCosine(x, out TLane sine, out _, out TLane cosine, out _);
        TLane magnitude = TLane.Abs(q);
        TLane one = TLane.Of(1);
        return TLane.SelectEqual(magnitude, one, -q * sine, TLane.SelectLess(one, magnitude, -cosine, cosine));
    }

    /// <summary>The tangent of any finite x, the quotient of sine and cosine with their rounding errors; NaN for ±∞, ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tan<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane q = SineAndCosine(x, out TLane sine, out TLane sineLow, out TLane cosine, out TLane cosineLow);
        TLane odd = TLane.Abs(q);
        TLane one = TLane.Of(1);
        TLane numerator = TLane.SelectEqual(odd, one, -cosine, sine);
        TLane numeratorLow = TLane.SelectEqual(odd, one, -cosineLow, sineLow);
        TLane denominator = TLane.SelectEqual(odd, one, sine, cosine);
        TLane denominatorLow = TLane.SelectEqual(odd, one, sineLow, cosineLow);
        return TLane.SelectEqual(x, TLane.Of(0), x, DivideWords(numerator, numeratorLow, denominator, denominatorLow));
    }

    /// <summary>Sine and cosine of what is left of x after whole quarters of the circle, each as a sum of two numbers, of which the first is the rounded sum.</summary>
    /// <returns>The quarters: -1, 0, 1 or ±2.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SineAndCosine<TLane>(TLane x, out TLane sine, out TLane sineLow, out TLane cosine, out TLane cosineLow) where TLane : struct, ILane<TLane>
    {
        TLane q = ReducePi(x, out TLane r, out TLane rLow);
        sine = SineOfReduced(r, rLow, out sineLow);
        cosine = CosineOfReduced(r, rLow, out cosineLow);
        return q;
    }

    /// <summary>sin(r + rLow) for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SineOfReduced<TLane>(TLane r, TLane rLow, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane z = r * r;
        TLane rest = TLane.MultiplyAdd(r * z, SineTail(z), TLane.MultiplyAdd(rLow * z, TLane.Of(-0.5), rLow));
        return FastTwoSum(r, rest, out low);
    }

    /// <summary>cos(r + rLow) for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane CosineOfReduced<TLane>(TLane r, TLane rLow, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane z = r * r;
        TLane half = TLane.Of(-0.5) * z;
        TLane halfLow = TLane.MultiplyAdd(TLane.MultiplyAdd(r, r, -z), TLane.Of(-0.5), -(r * rLow));
        TLane sum = FastTwoSum(TLane.Of(1), half, out TLane error);
        return FastTwoSum(sum, TLane.MultiplyAdd(z * z, CosineTail(z), error + halfLow), out low);
    }

    /// <summary>
    /// (sin(√z)/√z - 1)/z on [0, 0.6169]: interpolated in the Chebyshev nodes with 60 digits;
    /// off by at most 2^-35.0 (degree 3, float32) and 2^-66.2 (degree 6, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SineTail<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.MultiplyAdd(TLane.Of(-7.586692262094344e-13), z, TLane.Of(1.6058531536611833e-10));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-2.5052106231927857e-08));
            p = TLane.MultiplyAdd(p, z, TLane.Of(2.7557319219337672e-06));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.00019841269841265063));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.008333333333333331));
            return TLane.MultiplyAdd(p, z, TLane.Of(-0.16666666666666666));
        }

        p = TLane.MultiplyAdd(TLane.Of(2.7249900540482486e-06), z, TLane.Of(-0.00019840087043121457));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.008333331905305386));
        return TLane.MultiplyAdd(p, z, TLane.Of(-0.1666666716337204));
    }

    /// <summary>
    /// (cos √z - 1 + z/2)/z² on [0, 0.6169]: interpolated in the Chebyshev nodes with 60 digits;
    /// off by at most 2^-38.6 (degree 3, float32) and 2^-59.4 (degree 5, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane CosineTail<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.MultiplyAdd(TLane.Of(-1.1382625349447592e-11), z, TLane.Of(2.0876146170183976e-09));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-2.7557317271258515e-07));
            p = TLane.MultiplyAdd(p, z, TLane.Of(2.4801587298764778e-05));
            p = TLane.MultiplyAdd(p, z, TLane.Of(-0.0013888888888887398));
            return TLane.MultiplyAdd(p, z, TLane.Of(0.041666666666666664));
        }

        p = TLane.MultiplyAdd(TLane.Of(-2.730093910940923e-07), z, TLane.Of(2.480059993104078e-05));
        p = TLane.MultiplyAdd(p, z, TLane.Of(-0.00138888880610466));
        return TLane.MultiplyAdd(p, z, TLane.Of(0.0416666679084301));
    }
}
