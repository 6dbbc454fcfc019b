using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// sums[j] = Σ b[k, j] in the order of a product: chains of additions from +0 over blocks of <see cref="ReductionOrder.ProductBlock"/>
/// rows, and their sums in ascending order. An item is a column.
/// </summary>
internal readonly unsafe struct ColumnChainLoop<T>(T* b, T* sums, nint rows, nint stride) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        nint firstEnd = Math.Min(rows, ReductionOrder.ProductBlock);
        nint j = start;
        for (; j <= end - TLane.Count; j += TLane.Count)
        {
            var sum = Chain<TLane>(0, firstEnd, j);
            for (nint k = firstEnd; k < rows; k += ReductionOrder.ProductBlock) sum += Chain<TLane>(k, Math.Min(rows, k + ReductionOrder.ProductBlock), j);
            TLane.Store(sum, sums + j);
        }

        if (LaneTail.IsLeft<TLane, T>(end - j))
        {
            var sum = ChainOfTail<TLane>(0, firstEnd, j, end - j);
            for (nint k = firstEnd; k < rows; k += ReductionOrder.ProductBlock) sum += ChainOfTail<TLane>(k, Math.Min(rows, k + ReductionOrder.ProductBlock), j, end - j);
            LaneTail.Store(sum, sums + j, end - j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Chain<TLane>(nint first, nint end, nint j) where TLane : struct, IVectorLane<TLane, T>
    {
        var sum = TLane.Of(0);
        for (nint k = first; k < end; k++) sum += TLane.Load(b + k * stride + j);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane ChainOfTail<TLane>(nint first, nint end, nint j, nint count) where TLane : struct, IVectorLane<TLane, T>
    {
        var sum = TLane.Of(0);
        for (nint k = first; k < end; k++) sum += LaneTail.Load<TLane, T>(b + k * stride + j, count);
        return sum;
    }
}
