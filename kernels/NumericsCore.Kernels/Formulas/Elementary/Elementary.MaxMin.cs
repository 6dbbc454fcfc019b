using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>The larger of a and b, as IEEE 754-2019 maximum: NaN if either is NaN, and +0 is larger than -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Max<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        // The sum is NaN when one of them is, and of two zeros it is the one wanted.
        TLane sum = a + b;
        TLane equal = TLane.SelectEqual(a, TLane.Of(0), sum, a);
        TLane unordered = TLane.SelectEqual(a, b, equal, sum);
        return TLane.SelectLess(a, b, b, TLane.SelectLess(b, a, a, unordered));
    }

    /// <summary>The smaller of a and b, as IEEE 754-2019 minimum: NaN if either is NaN, and -0 is smaller than +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Min<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane>
    {
        // Of two zeros, the sum of the negations is +0 unless both are +0.
        TLane sum = -(-a - b);
        TLane equal = TLane.SelectEqual(a, TLane.Of(0), sum, a);
        TLane unordered = TLane.SelectEqual(a, b, equal, sum);
        return TLane.SelectLess(a, b, a, TLane.SelectLess(b, a, b, unordered));
    }
}
