using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[r, :] = exp(x - max) / Σ exp(x - max); an item is a row.</summary>
internal readonly unsafe struct SoftmaxLoop<T>(T* x, T* y, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        var group = new RowGroup<TLane, T>(columns);
        T* tile = stackalloc T[RowGroup<TLane, T>.TileLength];
        T* max = stackalloc T[2 * TLane.Count], sum = max + TLane.Count;
        for (nint r = start; r < end; r += group.Rows)
        {
            nint count = group.Take(r, end);
            T* logits = group.Enter(x + r * columns, count, tile), results = group.Target(y + r * columns, tile);
            group.Reduce<Zip1<Identity>, MaxIgnoringNaN>(new(logits), max, tile);
            RowLoop<Zip2<ShiftedExponential>, T>.Run<TLane>(new(logits) { B = max }, results, group.Length, default);
            group.Reduce<Zip1<Identity>, Sum>(new(results), sum, tile);
            RowLoop<Zip2<Divide>, T>.Run<TLane>(new(results) { B = sum }, results, group.Length, default);
            group.Leave(tile, y + r * columns, count);
        }
    }
}

/// <summary>y[r, :] = x - max - log Σ exp(x - max); an item is a row.</summary>
internal readonly unsafe struct LogSoftmaxLoop<T>(T* x, T* y, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        var group = new RowGroup<TLane, T>(columns);
        T* tile = stackalloc T[2 * RowGroup<TLane, T>.TileLength], scratch = tile + RowGroup<TLane, T>.TileLength;
        T* max = stackalloc T[2 * TLane.Count], logSum = max + TLane.Count;
        for (nint r = start; r < end; r += group.Rows)
        {
            nint count = group.Take(r, end);
            T* logits = group.Enter(x + r * columns, count, tile), results = group.Target(y + r * columns, tile);
            group.Reduce<Zip1<Identity>, MaxIgnoringNaN>(new(logits), max, scratch);
            group.Reduce<Zip2<ShiftedExponential>, Sum>(new(logits) { B = max }, logSum, scratch);
            RowLoop<Zip1<Log>, T>.Run<TLane>(new(logSum), logSum, TLane.Count, default);
            RowLoop<Zip3<LogProbability>, T>.Run<TLane>(new(logits) { B = max, C = logSum }, results, group.Length, default);
            group.Leave(tile, y + r * columns, count);
        }
    }
}

/// <summary>The cross-entropy of softmax(x) with targets t, and its gradient; an item is a row.</summary>
internal readonly unsafe struct SoftmaxCrossEntropyLoop<T>(T* x, T* t, T* loss, T* gradient, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        var group = new RowGroup<TLane, T>(columns);
        int tileLength = RowGroup<TLane, T>.TileLength;
        T* tile = stackalloc T[4 * tileLength];
        T* targetTile = tile + tileLength, resultTile = targetTile + tileLength, scratch = resultTile + tileLength;
        T* max = stackalloc T[5 * TLane.Count];
        T* sum = max + TLane.Count, logSum = sum + TLane.Count, targetSum = logSum + TLane.Count, losses = targetSum + TLane.Count;
        for (nint r = start; r < end; r += group.Rows)
        {
            nint count = group.Take(r, end);
            T* logits = group.Enter(x + r * columns, count, tile), targets = group.Enter(t + r * columns, count, targetTile);
            T* results = group.Target(gradient + r * columns, resultTile);
            group.Reduce<Zip1<Identity>, MaxIgnoringNaN>(new(logits), max, scratch);
            RowLoop<Zip2<ShiftedExponential>, T>.Run<TLane>(new(logits) { B = max }, results, group.Length, default);
            group.Reduce<Zip1<Identity>, Sum>(new(results), sum, scratch);
            RowLoop<Zip1<Log>, T>.Run<TLane>(new(sum), logSum, TLane.Count, default);
            group.Reduce<Zip4<SoftmaxCrossEntropyTerm>, Sum>(new(logits) { B = targets, StepB = 1, C = max, D = logSum }, losses, scratch);
            for (nint i = 0; i < count; i++) loss[r + i] = losses[i];
            group.Reduce<Zip1<Identity>, Sum>(new(targets), targetSum, scratch);
            RowLoop<Zip4<SoftmaxCrossEntropyGradient>, T>.Run<TLane>(
                new(results) { B = targets, StepB = 1, C = sum, D = targetSum }, results, group.Length, default);
            group.Leave(resultTile, gradient + r * columns, count);
        }
    }
}
