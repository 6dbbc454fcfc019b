using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>y[i] = f(x[i]); an item is an element.</summary>
internal readonly unsafe struct MapLoop<TFormula, TStore, T>(T* x, T* y, TFormula formula) : ILaneRange<T>
    where TFormula : struct, IUnaryFormula where TStore : struct, IStore where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T> =>
        RowLoop<Zip1<TFormula>, T>.Run<TLane, TStore>(new(x + start), y + start, end - start, new(formula));
}
