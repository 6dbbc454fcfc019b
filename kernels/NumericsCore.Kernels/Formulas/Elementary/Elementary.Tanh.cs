using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// tanh x = sign(x)·E/(E + 2) with E = e^(2|x|) - 1 = (2^n - 1) + 2^n·(e^r - 1), numerator and denominator with their
    /// rounding errors; for n = 0 nothing cancels, so that one formula serves all arguments. tanh(±0) = ±0, tanh(±∞) = ±1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tanh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane two = TLane.Of(2);

        // From here on tanh rounds to 1.
        TLane limit = TLane.Of(TLane.IsDouble ? 20 : 10);
        TLane a = TLane.Abs(x);
        a = TLane.SelectLess(limit, a, limit, a);

        TLane n = ReduceExp(a + a, zero, out TLane r, out TLane rest);
        TLane power = TLane.PowerOfTwo(n);
        TLane numerator = FastTwoSum(power - one, power * r, out TLane error);
        numerator = FastTwoSum(numerator, TLane.MultiplyAdd(power, rest, error), out TLane numeratorLow);
        TLane denominator = TwoSum(two, numerator, out TLane denominatorLow);
        TLane y = DivideWords(numerator, numeratorLow, denominator, denominatorLow + numeratorLow);
        return TLane.SelectEqual(x, zero, x, TLane.SelectLess(x, zero, -y, y));
    }
}
