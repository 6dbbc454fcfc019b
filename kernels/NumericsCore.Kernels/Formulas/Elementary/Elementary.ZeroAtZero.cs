using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// A product of which <paramref name="factor"/> is a factor, but 0 where the factor is 0 and another one is infinite or NaN: what does
    /// not count adds nothing. Every other product keeps its bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ZeroAtZero<TLane>(TLane factor, TLane product) where TLane : struct, ILane<TLane>
    {
        // a zero product stays as it is, for its sign
        TLane zero = TLane.Of(0);
        return TLane.SelectEqual(factor, zero, TLane.SelectEqual(product, zero, product, zero), product);
    }
}
