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
        for (; i <= end - 2 * TLane.Count; i += 2 * TLane.Count)
        {
            TLane first = TLane.Load(source + i), second = TLane.Load(source + i + TLane.Count);
            TLane.Store(TFormula.Apply(first), destination + i);
            TLane.Store(TFormula.Apply(second), destination + i + TLane.Count);
        }

        if (i <= end - TLane.Count)
        {
            TLane.Store(TFormula.Apply(TLane.Load(source + i)), destination + i);
            i += TLane.Count;
        }

        if (TLane.Count > 1 && i < end)
            LaneTail.Store(TFormula.Apply(LaneTail.Load<TLane, T>(source + i, end - i)), destination + i, end - i);
    }
}
