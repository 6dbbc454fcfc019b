using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[r, :] = x[indices[r], :]; an item is a row.</summary>
internal readonly unsafe struct GatherRowsWork<T>(T* x, int* indices, T* y, nint columns) : IRangeWork where T : unmanaged
{
    public void Run(nint start, nint end)
    {
        nint bytes = columns * sizeof(T);
        for (nint r = start; r < end; r++) Buffer.MemoryCopy(x + indices[r] * columns, y + r * columns, bytes, bytes);
    }
}

/// <summary>y[indices[r], :] += x[r, :] in the order of r; an item is a column, since rows may meet in one row of y.</summary>
internal readonly unsafe struct ScatterAddRowsLoop<T>(T* x, int* indices, T* y, nint rows, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        for (nint r = 0; r < rows; r++)
        {
            T* source = x + r * columns + start;
            T* destination = y + indices[r] * columns + start;
            RowLoop<Zip2<Add>, T>.Run<TLane>(new(destination) { B = source, StepB = 1 }, destination, end - start, default);
        }
    }
}
