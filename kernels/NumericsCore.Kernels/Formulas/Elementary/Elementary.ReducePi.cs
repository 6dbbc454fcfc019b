using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// x = q·π/2 + r + rLow, with q of -2, -1, 0, 1 or 2 modulo 4 and |r| ≤ π/4, for any finite x (M. H. Payne, R. N. Hanek, "Radian reduction for
    /// trigonometric functions", 1983): of the words of 2/π only those are multiplied by x whose products count modulo 4. Products are exact in two numbers,
    /// and their sum is off by at most 2^-64 (float32) or 2^-150 (float64), while no x but 0 is nearer to a multiple of π/2 than about 2^-30 or 2^-61.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ReducePi<TLane>(TLane x, out TLane r, out TLane rLow) where TLane : struct, ILane<TLane>
    {
        // x is a multiple of 2^(width·band + 2), so that the words before add multiples of 4
        TLane width = TLane.Of(TLane.IsDouble ? 53 : 24);
        TLane zero = TLane.Of(0);
        TLane most = TLane.Of(TLane.IsDouble ? 18 : 3);
        TLane band = TLane.RoundToEven((TLane.Exponent(x) - TLane.Of(TLane.IsDouble ? 80 : 36.5)) / width);
        band = TLane.SelectLess(band, zero, zero, TLane.SelectLess(most, band, most, band));
        TLane a = x * TLane.PowerOfTwo(-width * band);
        TwoOverPi(band, out TLane w0, out TLane w1, out TLane w2, out TLane w3, out TLane w4);

        TLane step = TLane.PowerOfTwo(-width);
        TLane b = a * step;
        TLane c = b * step;
        TLane d = c * step;
        TLane p0 = a * w0;
        TLane p1 = b * w1;
        TLane p2 = c * w2;
        TLane p3 = d * w3;
        TLane p4 = d * step * w4;
        TLane sum = TwoSum(Modulo4(p0), Modulo4(TLane.MultiplyAdd(a, w0, -p0)), out TLane e0);
        sum = TwoSum(sum, Modulo4(p1), out TLane e1);
        sum = TwoSum(sum, Modulo4(TLane.MultiplyAdd(b, w1, -p1)), out TLane e2);
        sum = TwoSum(sum, Modulo4(p2), out TLane e3);
        TLane q = TLane.RoundToEven(sum);
        TLane fraction = sum - q;

        TLane low = TwoSum(e0, e1, out TLane t0);
        low = TwoSum(low, e2, out TLane t1);
        low = TwoSum(low, e3, out TLane t2);
        low = TwoSum(low, TLane.MultiplyAdd(c, w2, -p2), out TLane t3);
        low = TwoSum(low, p3, out TLane t4);
        TLane tail = (t0 + t1) + (t2 + t3) + (t4 + (TLane.MultiplyAdd(d, w3, -p3) + p4));
        fraction = TwoSum(fraction, low, out TLane error);
        fraction = FastTwoSum(fraction, error + tail, out TLane fractionLow);

        TLane angle = MultiplyWords(fraction, fractionLow, Constant<TLane>(1.5707963705062866, 1.5707963267948966), Constant<TLane>(-4.371138828673793e-08, 6.123233995736766e-17), out TLane angleLow);
        angle = FastTwoSum(angle, angleLow, out angleLow);

        // no reduction, which is exact for the smallest x too; q is 0 there
        TLane eighth = TLane.Of(0.785);
        TLane magnitude = TLane.Abs(x);
        r = TLane.SelectLess(magnitude, eighth, x, angle);
        rLow = TLane.SelectLess(magnitude, eighth, zero, angleLow);
        return Modulo4(q);
    }

    /// <summary>x less the multiple of 4 next to it, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Modulo4<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(TLane.Of(-4), TLane.RoundToEven(x * TLane.Of(0.25)), x);
}
