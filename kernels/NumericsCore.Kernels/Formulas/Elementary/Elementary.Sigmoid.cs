using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// σ(x) = 1/(1 + e^-x), the quotient of 1 or e^-|x| and 1 + e^-|x|, both with their rounding errors: neither overflows,
    /// and a small result keeps its accuracy down to the denormals.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane least = LeastExpArgument<TLane>();
        TLane a = -TLane.Abs(x);
        TLane n = ReduceExp(TLane.SelectLess(a, least, least, a), zero, out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);

        // Next to 1, e^-|x| is nothing below 2^-64; the bound keeps its power of two, and all that is scaled by it, normal numbers.
        TLane bound = TLane.Of(-64);
        TLane nearN = TLane.SelectLess(n, bound, bound, n);
        TLane scale = TLane.PowerOfTwo(nearN);
        power *= scale;
        powerLow *= scale;
        TLane denominator = FastTwoSum(one, power, out TLane denominatorLow);
        denominatorLow += powerLow;

        // What the bound took from the power of two of the numerator is left for last, so that a denormal result loses nothing before.
        TLane numerator = TLane.SelectLess(x, zero, power, one);
        TLane numeratorLow = TLane.SelectLess(x, zero, powerLow, zero);
        TLane lastScale = TLane.PowerOfTwo(TLane.SelectLess(x, zero, n - nearN, zero));
        return DivideWords(numerator, numeratorLow, denominator, denominatorLow) * lastScale;
    }
}
