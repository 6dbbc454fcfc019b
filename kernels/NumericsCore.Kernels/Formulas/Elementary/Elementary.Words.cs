using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>a + b as the rounded sum and its exact error, for |a| ≥ |b| or a = 0 (Dekker, 1971).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane FastTwoSum<TLane>(TLane a, TLane b, out TLane error) where TLane : struct, ILane<TLane>
    {
        TLane sum = a + b;
        error = (a - sum) + b;
        return sum;
    }

    /// <summary>a + b as the rounded sum and its exact error (Knuth, 1969).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane TwoSum<TLane>(TLane a, TLane b, out TLane error) where TLane : struct, ILane<TLane>
    {
        TLane sum = a + b;
        TLane bRounded = sum - a;
        error = (a - (sum - bRounded)) + (b - bRounded);
        return sum;
    }

    /// <summary>x·(a + b), rounded once but for some 2^-20 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ProductWithSum<TLane>(TLane x, TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        TLane sum = TwoSum(a, b, out TLane error);
        TLane product = MultiplyWords(x, TLane.Of(0), sum, error, out TLane low);
        return product + low;
    }

    /// <summary>(n + nLow)/(d + dLow), rounded once but for some 2^-6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane DivideWords<TLane>(TLane n, TLane nLow, TLane d, TLane dLow) where TLane : struct, ILane<TLane>
    {
        TLane reciprocal = TLane.Of(1) / d;
        TLane quotient = n * reciprocal;
        TLane remainder = TLane.MultiplyAdd(-quotient, d, n) + TLane.MultiplyAdd(-quotient, dLow, nLow);
        return TLane.MultiplyAdd(remainder, reciprocal, quotient);
    }

    /// <summary>(n + nLow)/(d + dLow) as the quotient and what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane DivideWords<TLane>(TLane n, TLane nLow, TLane d, TLane dLow, out TLane low) where TLane : struct, ILane<TLane>
    {
        TLane reciprocal = TLane.Of(1) / d;
        TLane quotient = n * reciprocal;
        low = reciprocal * (TLane.MultiplyAdd(-quotient, d, n) + TLane.MultiplyAdd(-quotient, dLow, nLow));
        return quotient;
    }

    /// <summary>x·2^n for lanes without an instruction for it; see <see cref="ILane{TSelf}.ScaleByPowerOfTwo"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ScaleInTwoSteps<TLane>(TLane x, TLane n) where TLane : struct, ILane<TLane>
    {
        // The first factor leaves |x| normal, hence exact, for the x near 1 that come here.
        TLane half = TLane.RoundToEven(n * TLane.Of(0.5));
        return x * TLane.PowerOfTwo(half) * TLane.PowerOfTwo(n - half);
    }
}
