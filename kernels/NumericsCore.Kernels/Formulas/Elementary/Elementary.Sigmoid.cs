using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// σ(x) = 1/(1 + e^-x), the quotient of 1 or e^-|x| and 1 + e^-|x|: neither overflows, and a small result keeps its accuracy
    /// down to the denormals. Half as many operations as with every rounding error carried along, for 1.5 instead of 0.8 ulp: only
    /// that of the denominator is, which halves the error.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1);
        TLane least = MinExpArgument<TLane>();
        TLane a = -TLane.Abs(x);
        a = TLane.SelectLess(a, least, least, a);
        TLane n = TLane.RoundToEven(a * TLane.Of(Log2OfE));
        TLane r = TLane.MultiplyAdd(n, -Ln2Low<TLane>(), TLane.MultiplyAdd(n, -Ln2High<TLane>(), a));
        TLane power = TLane.ScaleByPowerOfTwo(one + TLane.MultiplyAdd(r * r, ExpTail(r), r), n);

        TLane numerator = TLane.SelectLess(x, TLane.Of(0), power, one);
        TLane denominator = FastTwoSum(one, power, out TLane denominatorLow);
        TLane reciprocal = one / denominator;
        TLane quotient = numerator * reciprocal;
        TLane remainder = TLane.MultiplyAdd(-quotient, denominatorLow, TLane.MultiplyAdd(-quotient, denominator, numerator));
        return TLane.MultiplyAdd(remainder, reciprocal, quotient);
    }
}
