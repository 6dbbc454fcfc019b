using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>y[r, :] = exp(x - max) / Σ exp(x - max); an item is a row.</summary>
internal readonly unsafe struct SoftmaxLoop<T>(T* x, T* y, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        for (nint r = start; r < end; r++)
        {
            T* row = y + r * columns;
            SoftmaxRow<TLane, T>.Exponentials(x + r * columns, SoftmaxRow<TLane, T>.Greatest(x + r * columns, columns), row, columns);
            var sum = TLane.Broadcast(SoftmaxRow<TLane, T>.Sum(row, columns));
            nint c = 0;
            for (; c <= columns - TLane.Count; c += TLane.Count) TLane.Store(TLane.Load(row + c) / sum, row + c);
            if (TLane.Count > 1 && c < columns)
                LaneTail.Store(LaneTail.Load<TLane, T>(row + c, columns - c) / sum, row + c, columns - c);
        }
    }
}

/// <summary>y[r, :] = x - max - log Σ exp(x - max); an item is a row.</summary>
internal readonly unsafe struct LogSoftmaxLoop<T>(T* x, T* y, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        for (nint r = start; r < end; r++)
        {
            T* logits = x + r * columns, row = y + r * columns;
            T greatest = SoftmaxRow<TLane, T>.Greatest(logits, columns);
            T sum = RowReduction<RowSum, T>.Reduce<TLane, ExponentialSource<T>>(new(logits, greatest), columns);
            TLane shift = TLane.Broadcast(greatest), logSum = TLane.Broadcast(SoftmaxRow<TLane, T>.Log(sum));
            nint c = 0;
            for (; c <= columns - TLane.Count; c += TLane.Count) TLane.Store(TLane.Load(logits + c) - shift - logSum, row + c);
            if (TLane.Count > 1 && c < columns)
                LaneTail.Store(LaneTail.Load<TLane, T>(logits + c, columns - c) - shift - logSum, row + c, columns - c);
        }
    }
}

/// <summary>The cross-entropy of softmax(x) with targets t, and its gradient; an item is a row.</summary>
internal readonly unsafe struct SoftmaxCrossEntropyLoop<T>(T* x, T* t, T* loss, T* gradient, nint columns) : ILaneRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        for (nint r = start; r < end; r++)
        {
            T* logits = x + r * columns, targets = t + r * columns, row = gradient + r * columns;
            T greatest = SoftmaxRow<TLane, T>.Greatest(logits, columns);
            SoftmaxRow<TLane, T>.Exponentials(logits, greatest, row, columns);
            T sum = SoftmaxRow<TLane, T>.Sum(row, columns);
            CrossEntropySource<T> terms = new(logits, targets, greatest, SoftmaxRow<TLane, T>.Log(sum));
            loss[r] = RowReduction<RowSum, T>.Reduce<TLane, CrossEntropySource<T>>(terms, columns);
            TLane weight = TLane.Broadcast(SoftmaxRow<TLane, T>.Sum(targets, columns)), divisor = TLane.Broadcast(sum);
            nint c = 0;
            for (; c <= columns - TLane.Count; c += TLane.Count)
                TLane.Store(TLane.Load(row + c) / divisor * weight - TLane.Load(targets + c), row + c);
            if (TLane.Count > 1 && c < columns)
            {
                nint rest = columns - c;
                TLane last = LaneTail.Load<TLane, T>(row + c, rest) / divisor * weight;
                LaneTail.Store(last - LaneTail.Load<TLane, T>(targets + c, rest), row + c, rest);
            }
        }
    }
}
