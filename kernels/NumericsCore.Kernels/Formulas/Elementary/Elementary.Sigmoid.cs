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
        TLane n = ReduceExp(ClampToExpRange(-TLane.Abs(x)), zero, out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);

        // The power of two of the numerator is left for last, so that a denormal result loses nothing before.
        TLane denominator = FastTwoSum(one, ScaleByPowerOfTwo(power, n), out TLane denominatorLow);
        denominatorLow += ScaleByPowerOfTwo(powerLow, n);
        TLane numerator = TLane.SelectLess(x, zero, power, one);
        TLane numeratorLow = TLane.SelectLess(x, zero, powerLow, zero);
        TLane exponent = TLane.SelectLess(x, zero, n, zero);
        return ScaleByPowerOfTwo(DivideWords(numerator, numeratorLow, denominator, denominatorLow), exponent);
    }
}
