using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The hyperbolic sine ½(E + E/(E + 1)), E = e^|x| - 1, in which nothing cancels; ±0 for ±0, ±∞ for ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sinh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1);
        TLane e = Expm1Words(HyperbolicArgument(x), out TLane low, out TLane shift);
        TLane denominator = TwoSum(one, e, out TLane denominatorLow);
        TLane other = DivideWords(e, low, denominator, denominatorLow + low);

        // beside the largest E the other part, at most 1, counts no more than its shifted value
        TLane sum = FastTwoSum(e, other * TLane.PowerOfTwo(-shift), out TLane error);
        TLane y = TLane.Of(0.5) * (sum + (error + low)) * TLane.PowerOfTwo(shift);
        return TLane.SelectEqual(x, TLane.Of(0), x, WithSignOf(x, y));
    }

    /// <summary>The hyperbolic cosine ½(e^|x| + e^-|x|); ∞ for ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Cosh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1);
        TLane n = ReduceExp(HyperbolicArgument(x), TLane.Of(0), out TLane r, out TLane rest);
        TLane power = FastTwoSum(one, r, out TLane error);
        power = FastTwoSum(power, error + rest, out TLane powerLow);

        // from some n on the other part is nothing beside the first
        TLane limit = TLane.Of(TLane.IsDouble ? 40 : 20);
        TLane k = TLane.SelectLess(limit, n, limit, n);
        TLane square = TLane.PowerOfTwo(-k - k);
        TLane sum = FastTwoSum(power, square / power, out error);
        TLane two = TLane.Of(2);
        return (sum + (error + powerLow)) * TLane.PowerOfTwo(n - two) * two;
    }

    /// <summary>|x|, or where all results are ∞ a number there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane HyperbolicArgument<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane limit = Constant<TLane>(89.5, 710.6);
        TLane a = TLane.Abs(x);
        return TLane.SelectLess(limit, a, limit, a);
    }
}
