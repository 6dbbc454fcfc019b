using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// y[o, b, i] = (reduction of f(x[o, k, i]) over the k of part b) / divisor, where the axis is cut into parts of
/// <paramref name="part"/> elements. An item is one (o, b) and as many i as are reduced together.
/// </summary>
internal readonly unsafe struct ReduceLoop<TFormula, TReduction, T>(T* x, T* y, nint outer, nint length, nint inner, nint part, T divisor) : ILaneRange<T>
    where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly nint _parts = (length + part - 1) / part;
    private readonly nint _chunks = inner == 1 ? 1 : (inner + ColumnReduction<TFormula, TReduction, T>.Width - 1) / ColumnReduction<TFormula, TReduction, T>.Width;

    public nint Items => outer * _parts * _chunks;

    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        if (inner == 1 && _parts == 1) Rows<TLane>(start, end);
        else Parts<TLane>(start, end);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        var group = new RowGroup<TLane, T>(length);
        T* tile = stackalloc T[RowGroup<TLane, T>.TileLength];
        T* results = stackalloc T[TLane.Count];
        for (nint r = start; r < end; r += group.Rows)
        {
            nint count = Math.Min(group.Rows, end - r);
            group.Reduce<Zip1<TFormula>, TReduction>(new(group.Enter(x + r * length, count, tile)), results, tile);
            for (nint i = 0; i < count; i++) y[r + i] = results[i] / divisor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Parts<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        for (nint item = start; item < end; item++)
        {
            var (result, chunk) = Math.DivRem(item, _chunks);
            var (o, b) = Math.DivRem(result, _parts);
            T* source = x + (o * length + b * part) * inner;
            nint count = Math.Min(part, length - b * part);
            if (inner == 1)
            {
                y[item] = RowReduction<TReduction, T>.Reduce<TLane, Zip1<TFormula>>(new(source), count, default) / divisor;
            }
            else
            {
                int width = ColumnReduction<TFormula, TReduction, T>.Width;
                nint column = chunk * width;
                int columns = (int)Math.Min(width, inner - column);
                ColumnReduction<TFormula, TReduction, T>.Reduce<TLane>(source + column, inner, count, columns, y + result * inner + column, divisor);
            }
        }
    }
}
