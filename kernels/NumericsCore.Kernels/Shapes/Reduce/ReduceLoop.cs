using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[o, b, i] = (reduction of f(x[o, k, i]) over the k of part b) / divisor, where the axis is cut into parts.</summary>
internal readonly unsafe struct ReduceLoop<TFormula, TReduction, T>(T* x, T* y, in AxisParts parts, T divisor) : ILaneRange<T>
    where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AxisParts _parts = parts;

    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        if (_parts.Inner == 1 && _parts.Count == 1) Rows<TLane>(start, end);
        else Parts<TLane>(start, end);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        nint length = _parts.Length;
        var group = new RowGroup<TLane, T>(length);
        T* memory = stackalloc T[StackMemory.LengthFor<T>(RowGroup<TLane, T>.TileLength)], tile = StackMemory.Align(memory);
        T* results = stackalloc T[TLane.Count];
        for (nint r = start; r < end; r += group.Rows)
        {
            nint count = group.Take(r, end);
            group.Reduce<Zip1<TFormula>, TReduction>(new(group.Enter(x + r * length, count, tile)), results, tile);
            for (nint i = 0; i < count; i++) y[r + i] = results[i] / divisor;
        }
    }

    private void Parts<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        nint inner = _parts.Inner;
        for (nint item = start; item < end; item++)
        {
            var (result, o, first, rows, column, columns) = _parts[item];
            T* source = x + (o * _parts.Length + first) * inner + column;
            if (inner == 1) y[result] = RowReduction<TReduction, T>.Reduce<TLane, Zip1<TFormula>>(new(source), rows, default) / divisor;
            else ColumnReduction<TFormula, TReduction, T>.Reduce<TLane>(source, inner, rows, columns, y + result * inner + column, divisor);
        }
    }
}
