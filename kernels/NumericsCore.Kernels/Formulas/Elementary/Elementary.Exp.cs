using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// e^x. With n = round(x/ln 2) and r = x - n·ln 2 in [-ln 2/2, ln 2/2], e^x = 2^n·(1 + r + r²·q(r)) (Cody and Waite, 1980),
    /// where r and 1 + r carry their rounding errors along. Overflows to +∞, underflows through the denormals to 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x) where TLane : struct, ILane<TLane> => ExpOfWords(x, TLane.Of(0));

    /// <summary>e^(x + xLow) for |xLow| ≤ ulp(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpOfWords<TLane>(TLane x, TLane xLow) where TLane : struct, ILane<TLane>
    {
        TLane n = ReduceExp(ClampToExpRange(x), xLow, out TLane r, out TLane rest);
        TLane one = FastTwoSum(TLane.Of(1), r, out TLane error);
        return TLane.ScaleByPowerOfTwo(one + (error + rest), n);
    }

    /// <summary>x kept where e^x is between half the smallest denormal and twice the largest number, give or take; beyond, the result is 0 or ∞ all the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ClampToExpRange<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane low = MinExpArgument<TLane>();
        TLane high = TLane.Of(TLane.IsDouble ? 710 : 89);
        return TLane.SelectLess(x, low, low, TLane.SelectLess(high, x, high, x));
    }

    /// <summary>Below it, e^x rounds to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane MinExpArgument<TLane>() where TLane : struct, ILane<TLane> => TLane.Of(TLane.IsDouble ? -746 : -105);

    /// <summary>Integral n, r and rest with e^(x + xLow) = 2^n·(1 + r + rest), |r| ≤ 0.35 and rest about r²/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ReduceExp<TLane>(TLane x, TLane xLow, out TLane r, out TLane rest) where TLane : struct, ILane<TLane>
    {
        TLane n = TLane.RoundToEven(x * TLane.Of(Log2OfE));
        TLane high = TLane.MultiplyAdd(n, -Ln2High<TLane>(), x);
        r = FastTwoSum(high, TLane.MultiplyAdd(n, -Ln2Low<TLane>(), xLow), out TLane rLow);
        rest = TLane.MultiplyAdd(r * r, ExpTail(r), TLane.MultiplyAdd(rLow, r, rLow));
        return n;
    }

    /// <summary>
    /// q(r) = (e^r - 1 - r)/r² on [-0.34661, 0.34661]: interpolated in the Chebyshev nodes with 90 digits;
    /// off by at most 2^-29.4 (degree 5, float32) and 2^-59.3 (degree 10, float64).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpTail<TLane>(TLane r) where TLane : struct, ILane<TLane>
    {
        TLane q;
        if (TLane.IsDouble)
        {
            q = TLane.MultiplyAdd(TLane.Of(2.0914686968086876e-09), r, TLane.Of(2.5105217004720745e-08));
            q = TLane.MultiplyAdd(q, r, TLane.Of(2.75572736431103e-07));
            q = TLane.MultiplyAdd(q, r, TLane.Of(2.7557255400206422e-06));
            q = TLane.MultiplyAdd(q, r, TLane.Of(2.4801587325547743e-05));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.00019841269874820627));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.0013888888888883748));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.008333333333326136));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.04166666666666667));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.1666666666666667));
        }
        else
        {
            q = TLane.MultiplyAdd(TLane.Of(0.00019890990824673654), r, TLane.Of(0.0013933649996309251));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.0083333109254809));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.041666464925285904));
            q = TLane.MultiplyAdd(q, r, TLane.Of(0.16666666681623232));
        }

        return TLane.MultiplyAdd(q, r, TLane.Of(0.5));
    }
}
