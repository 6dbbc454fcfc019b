using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>u &lt; rate ? 0 : x·scale, of an element x and its uniform random number u.</summary>
internal readonly struct InvertedDropout : IQuaternaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane u, TLane rate, TLane x, TLane scale) where TLane : struct, ILane<TLane> => TLane.SelectLess(u, rate, TLane.Of(0), x * scale);
}
