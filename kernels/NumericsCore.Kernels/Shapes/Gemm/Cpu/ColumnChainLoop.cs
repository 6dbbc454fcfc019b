using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>sums[j] = ((b[0, j] + b[1, j]) + b[2, j]) + ...; an item is a column.</summary>
internal readonly unsafe struct ColumnChainLoop<T>(T* b, T* sums, nint rows, nint stride) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        nint j = start;
        for (; j <= end - TLane.Count; j += TLane.Count)
        {
            var sum = TLane.Of(0);
            for (nint k = 0; k < rows; k++) sum += TLane.Load(b + k * stride + j);
            TLane.Store(sum, sums + j);
        }

        if (LaneTail.IsLeft<TLane, T>(end - j))
        {
            var sum = TLane.Of(0);
            for (nint k = 0; k < rows; k++) sum += LaneTail.Load<TLane, T>(b + k * stride + j, end - j);
            LaneTail.Store(sum, sums + j, end - j);
        }
    }
}
