using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>log(1 + e^x) = max(x, 0) + log1p(e^-|x|), which neither overflows nor loses a small result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Softplus<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        return TLane.SelectLess(zero, x, x, zero) + Log1pExpOfNegative(-TLane.Abs(x));
    }

    /// <summary>log(1 + e^x) for x ≤ 0; the rounding errors of e^x and of 1 + e^x join the reduced argument of the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Log1pExpOfNegative<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        TLane n = ReduceExp(ClampToExpRange(x), zero, out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);
        TLane u = FastTwoSum(one, TLane.ScaleByPowerOfTwo(power, n), out TLane uLow);
        // a powerLow below 2^-50 comes with n = 0, or with an n that makes it vanish
        uLow += TLane.ScaleByPowerOfTwo(powerLow, n);

        // u is in [1, 2]: its logarithm needs no more reduction than one halving.
        TLane sqrt2 = TLane.Of(1.4142135623730951);
        TLane half = TLane.Of(0.5);
        TLane k = TLane.SelectLess(sqrt2, u, one, zero);
        TLane scale = TLane.SelectLess(sqrt2, u, half, one);
        TLane f = FastTwoSum(TLane.MultiplyAdd(u, scale, -one), uLow * scale, out TLane fLow);
        return LogOfReduced(f, fLow, k);
    }
}
