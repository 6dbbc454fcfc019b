using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// x·tanh(log(1 + e^x)): with p = e^-|x| the tangent is (1 + 2p)/(1 + 2p + 2p²) for x ≥ 0 and p·(2 + p)/(2 + 2p + p²) below, numerators and
    /// denominators with their rounding errors; -0 for -∞.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mish<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane two = TLane.Of(2);
        TLane least = -SwishLimit<TLane>();
        x = TLane.SelectLess(x, least, least, x);
        TLane a = -TLane.Abs(x);
        TLane n = ReduceExp(TLane.SelectLess(a, least, least, a), zero, out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);
        TLane p = TLane.ScaleByPowerOfTwo(power, n), pLow = TLane.ScaleByPowerOfTwo(powerLow, n);

        TLane first = TLane.SelectLess(x, zero, two, one), other = TLane.SelectLess(x, zero, one, two);
        TLane numerator = TwoSum(first, other * p, out TLane numeratorLow);
        numeratorLow += other * pLow;
        TLane square = p * p;
        TLane denominator = TwoSum(first, p + p, out error);
        TLane denominatorLow = error + (pLow + pLow);
        denominator = FastTwoSum(denominator, other * square, out error);
        denominatorLow += error + other * TLane.MultiplyAdd(p, p, -square);
        TLane quotient = DivideWords(numerator, numeratorLow, denominator, denominatorLow);

        // the power of two of p comes last, so that a denormal result is rounded to its few digits only then
        TLane weight = MultiplyWords(x, zero, power, powerLow, out TLane weightLow);
        TLane below = TLane.ScaleByPowerOfTwo(TLane.MultiplyAdd(weight, quotient, weightLow * quotient), n);
        return TLane.SelectLess(x, zero, below, x * quotient);
    }

    /// <summary>tanh(log(1 + e^x)), for gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane TanhOfSoftplus<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane two = TLane.Of(2);
        TLane p = Exp(-TLane.Abs(x));
        TLane numerator = TLane.SelectLess(x, zero, p * (two + p), TLane.MultiplyAdd(two, p, TLane.Of(1)));
        return numerator / (numerator + TLane.SelectLess(x, zero, two, two * p * p));
    }
}
