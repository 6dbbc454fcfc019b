using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The arcsine, in [-π/2, π/2], NaN outside [-1, 1]; from ½ on as π/2 - 2·asin √((1 - |x|)/2). ±0 for ±0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Asin<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane bend = ArcsineParts(x, out TLane s);
        TLane twice = s + s;
        TLane rest = FastTwoSum(Constant<TLane>(1.5707963705062866, 1.5707963267948966), -twice, out TLane error);
        TLane outer = rest + (error + (Constant<TLane>(-4.371138828673793e-08, 6.123233995736766e-17) - (bend + bend)));
        TLane y = TLane.SelectLess(TLane.Of(0.5), TLane.Abs(x), outer, s + bend);
        return WithSignOf(x, y);
    }

    /// <summary>The arccosine, in [0, π], NaN outside [-1, 1]; for |x| ≤ ½ as π/2 - asin x, else from asin √((1 - |x|)/2), which is accurate near 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Acos<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane half = TLane.Of(0.5);
        TLane bend = ArcsineParts(x, out TLane s);
        TLane twice = s + s;
        TLane twiceBend = bend + bend;
        TLane rest = FastTwoSum(Constant<TLane>(3.1415927410125732, 3.141592653589793), -twice, out TLane error);
        TLane left = rest + (error + (Constant<TLane>(-8.742277657347586e-08, 1.2246467991473532e-16) - twiceBend));
        TLane middle = FastTwoSum(Constant<TLane>(1.5707963705062866, 1.5707963267948966), -x, out error);
        TLane inner = middle + (error + (Constant<TLane>(-4.371138828673793e-08, 6.123233995736766e-17) - TLane.SelectLess(x, zero, -bend, bend)));
        return TLane.SelectLess(half, TLane.Abs(x), TLane.SelectLess(x, zero, left, twice + twiceBend), inner);
    }

    /// <summary>asin s' = s + the result, for s' = |x| up to ½, and above √((1 - |x|)/2), which the result makes up for the rounding of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ArcsineParts<TLane>(TLane x, out TLane s) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane half = TLane.Of(0.5);
        TLane a = TLane.Abs(x);
        TLane outside = half * (TLane.Of(1) - a);
        TLane z = TLane.SelectLess(half, a, outside, a * a);
        TLane root = TLane.Sqrt(outside);
        TLane rootLow = TLane.MultiplyAdd(-root, root, outside) / (root + root);
        s = TLane.SelectLess(half, a, root, a);
        TLane low = TLane.SelectLess(half, a, TLane.SelectEqual(root, zero, zero, rootLow), zero);
        return TLane.MultiplyAdd(s * z, ArcsineTail(z), low);
    }

    /// <summary>
    /// (asin(√z)/√z - 1)/z on [0, 0.25]: interpolated in the Chebyshev nodes with 60 digits;
    /// off by at most 2^-31.9 (degree 6, float32) and 2^-59.8 (degree 13, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ArcsineTail<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.MultiplyAdd(TLane.Of(0.02961201126495512), z, TLane.Of(-0.01924167174674304));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.019554513336123378));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.0030448799094556773));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.009319560794767446));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.009621842970100282));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.011566459612121669));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.01396378001220357));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.017352816540325496));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.02237215744350722));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.03038194447553234));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.044642857142551895));
            p = TLane.MultiplyAdd(p, z, TLane.Of(0.07500000000000118));
            return TLane.MultiplyAdd(p, z, TLane.Of(0.16666666666666666));
        }

        p = TLane.MultiplyAdd(TLane.Of(0.03097454085946083), z, TLane.Of(0.01057441532611847));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.02361181750893593));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.030269138514995575));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.044647663831710815));
        p = TLane.MultiplyAdd(p, z, TLane.Of(0.07499992102384567));
        return TLane.MultiplyAdd(p, z, TLane.Of(0.1666666716337204));
    }
}
