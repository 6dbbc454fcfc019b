using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>x·scale + shift, the product rounded before the sum.</summary>
internal readonly struct ScaledAndShifted : ITernaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x, TLane scale, TLane shift) where TLane : struct, ILane<TLane> => x * scale + shift;
}
