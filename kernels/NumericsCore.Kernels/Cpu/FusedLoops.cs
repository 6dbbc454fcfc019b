using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[0] = (reduction of f(a[i], b[i])) / divisor.</summary>
internal readonly unsafe struct ZipReductionLoop<TFormula, TReduction, T>(T* a, T* b, T* y, nint length, T divisor) : ILaneLoop<T>
    where TFormula : IBinaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run<TLane>() where TLane : struct, IVectorLane<TLane, T> =>
        *y = RowReduction<TReduction, T>.Reduce<TLane, Zip2<TFormula>>(new() { A = a, B = b, StepA = 1, StepB = 1 }, length) / divisor;
}

/// <summary>c[i] = the activation's pullback, at its result y[i], of c[i]·scale.</summary>
internal readonly unsafe struct ScaledPullbackLoop<TActivation, T>(T* y, T* c, T scale) : ILaneRange<T>
    where TActivation : IPullbackFromResult where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        var factor = TLane.Broadcast(scale);
        nint i = start;
        for (; i <= end - TLane.Count; i += TLane.Count)
        {
            var result = TLane.Load(y + i);
            TLane.Store(TActivation.Pullback(result, result, TLane.Load(c + i) * factor), c + i);
        }

        if (TLane.Count > 1 && i < end)
        {
            var result = LaneTail.Load<TLane, T>(y + i, end - i);
            LaneTail.Store(TActivation.Pullback(result, result, LaneTail.Load<TLane, T>(c + i, end - i) * factor), c + i, end - i);
        }
    }
}

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

        if (TLane.Count > 1 && j < end)
        {
            var sum = TLane.Of(0);
            for (nint k = 0; k < rows; k++) sum += LaneTail.Load<TLane, T>(b + k * stride + j, end - j);
            LaneTail.Store(sum, sums + j, end - j);
        }
    }
}
