using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// 2^x = 2^n·e^(f·ln 2) with n = round(x) and f = x - n, which is exact, and the product as a sum of two numbers. Exact for integers.
    /// Overflows to +∞, underflows through the denormals to 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp2<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        // beyond, the result is 0 or ∞ all the same
        TLane low = Constant<TLane>(-151, -1076), high = Constant<TLane>(129, 1025);
        x = TLane.SelectLess(x, low, low, TLane.SelectLess(high, x, high, x));
        TLane n = TLane.RoundToEven(x);
        TLane r = MultiplyWords(x - n, TLane.Of(0), Constant<TLane>(0.6931471824645996, 0.6931471805599453), Constant<TLane>(-1.9046542121259336e-09, 2.3190468138462996e-17), out TLane rLow);
        TLane rest = TLane.MultiplyAdd(r * r, ExpTail(r), TLane.MultiplyAdd(rLow, r, rLow));
        TLane one = FastTwoSum(TLane.Of(1), r, out TLane error);
        return TLane.ScaleByPowerOfTwo(one + (error + rest), n);
    }
}
