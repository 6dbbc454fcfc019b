using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[i] = f(x[i]); an item is an element.</summary>
internal readonly unsafe struct MapLoop<TFormula, T>(T* x, T* y) : ILaneRange<T>
    where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        T* source = x;
        T* destination = y;
        nint i = start;
        for (; i <= end - TLane.Count; i += TLane.Count)
            TLane.Store(TFormula.Apply(TLane.Load(source + i)), destination + i);
        if (TLane.Count > 1 && i < end) Tail<TLane>(source + i, destination + i, end - i);
    }

    // a method of its own: the JIT inlines a long formula only so many times into one method
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tail<TLane>(T* source, T* destination, nint count) where TLane : struct, IVectorLane<TLane, T> =>
        LaneTail.Store(TFormula.Apply(LaneTail.Load<TLane, T>(source, count)), destination, count);
}
