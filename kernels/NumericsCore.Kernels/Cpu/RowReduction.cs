using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>The sequence that a row reduction reads, computed a lane at a time.</summary>
internal interface IRowSource<T> where T : unmanaged
{
    /// <summary>Elements index to index + TLane.Count - 1.</summary>
    TLane Load<TLane>(nint index) where TLane : struct, IVectorLane<TLane, T>;

    /// <summary>Elements index to index + count - 1, where count &lt; TLane.Count; the rest of the lane is unspecified.</summary>
    TLane LoadTail<TLane>(nint index, nint count) where TLane : struct, IVectorLane<TLane, T>;
}

/// <summary>f(x[i]) of a contiguous row.</summary>
internal readonly unsafe struct FormulaSource<TFormula, T>(T* x) : IRowSource<T>
    where TFormula : IUnaryFormula where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(nint index) where TLane : struct, IVectorLane<TLane, T> => TFormula.Apply(TLane.Load(x + index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane LoadTail<TLane>(nint index, nint count) where TLane : struct, IVectorLane<TLane, T> =>
        TFormula.Apply(LaneTail.Load<TLane, T>(x + index, count));
}

/// <summary>The written order of <see cref="IReduction"/> along a contiguous row, in any lane.</summary>
internal static unsafe class RowReduction<TReduction, T>
    where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Accumulators = ReductionOrder.Accumulators;

    /// <summary>Reduces the first <paramref name="length"/> elements of the source; none give the identity.</summary>
    public static T Reduce<TLane, TSource>(TSource source, nint length)
        where TLane : struct, IVectorLane<TLane, T> where TSource : struct, IRowSource<T>
    {
        if (length <= ReductionOrder.Block) return Block<TLane, TSource>(source, 0, (int)length);
        nint span = ReductionOrder.Block;
        while (length > span * ReductionOrder.Block) span *= ReductionOrder.Block;
        return Tree<TLane, TSource>(source, 0, length, span);
    }

    /// <summary>Reduces at most <see cref="ReductionOrder.Block"/> elements.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Block<TLane, TSource>(TSource source, nint start, int length)
        where TLane : struct, IVectorLane<TLane, T> where TSource : struct, IRowSource<T>
    {
        T* accumulators = stackalloc T[Accumulators];
        var identity = TLane.Of(TReduction.Identity);
        int strided = length / Accumulators * Accumulators;
        int width = strided > 0 ? Accumulators : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, length));
        if (strided == 0)
        {
            // accumulators beyond the width hold the identity, which changes nothing: they need not exist
            for (int j = 0; j < width; j += TLane.Count) TLane.Store(identity, accumulators + j);
        }
        else
        {
            for (int j = 0; j < Accumulators; j += 4 * TLane.Count)
            {
                TLane a0 = identity, a1 = identity, a2 = identity, a3 = identity;
                for (nint i = start + j; i < start + strided; i += Accumulators)
                {
                    a0 = TReduction.Combine(a0, source.Load<TLane>(i));
                    a1 = TReduction.Combine(a1, source.Load<TLane>(i + TLane.Count));
                    a2 = TReduction.Combine(a2, source.Load<TLane>(i + 2 * TLane.Count));
                    a3 = TReduction.Combine(a3, source.Load<TLane>(i + 3 * TLane.Count));
                }

                TLane.Store(a0, accumulators + j);
                TLane.Store(a1, accumulators + j + TLane.Count);
                TLane.Store(a2, accumulators + j + 2 * TLane.Count);
                TLane.Store(a3, accumulators + j + 3 * TLane.Count);
            }
        }

        int rest = length - strided, done = 0;
        start += strided;
        for (; done <= rest - TLane.Count; done += TLane.Count)
            TLane.Store(TReduction.Combine(TLane.Load(accumulators + done), source.Load<TLane>(start + done)), accumulators + done);
        if (TLane.Count > 1 && done < rest)
        {
            // only the accumulators that have an element may change
            var combined = TReduction.Combine(TLane.Load(accumulators + done), source.LoadTail<TLane>(start + done, rest - done));
            LaneTail.Store(combined, accumulators + done, rest - done);
        }

        return Halve<TLane>(accumulators, width);
    }

    /// <summary>Reduces the results of parts of <paramref name="span"/> elements, each a level of blocks further down.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Tree<TLane, TSource>(TSource source, nint start, nint length, nint span)
        where TLane : struct, IVectorLane<TLane, T> where TSource : struct, IRowSource<T>
    {
        T* parts = stackalloc T[ReductionOrder.Block];
        int count = 0;
        for (nint at = 0; at < length; at += span)
        {
            nint part = Math.Min(span, length - at);
            parts[count++] = span == ReductionOrder.Block
                ? Block<TLane, TSource>(source, start + at, (int)part)
                : Tree<TLane, TSource>(source, start + at, part, span / ReductionOrder.Block);
        }

        return Block<TLane, FormulaSource<Identity, T>>(new(parts), 0, count);
    }

    /// <summary>Combines accumulator j with j + w for w = width/2, ..., 2, 1, in ever narrower lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Halve<TLane>(T* accumulators, int width) where TLane : struct, IVectorLane<TLane, T>
    {
        int w = width / 2;
        for (; w >= TLane.Count; w /= 2) HalveStep<TLane>(accumulators, w);
        if (TLane.Count > Vector256<T>.Count)
            for (; w >= Vector256<T>.Count; w /= 2) HalveStep<Lane256<T>>(accumulators, w);
        if (TLane.Count > Vector128<T>.Count)
            for (; w >= Vector128<T>.Count; w /= 2) HalveStep<Lane128<T>>(accumulators, w);
        for (; w >= 1; w /= 2) HalveStep<ScalarLane<T>>(accumulators, w);
        return accumulators[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HalveStep<TLane>(T* accumulators, int w) where TLane : struct, IVectorLane<TLane, T>
    {
        for (int j = 0; j < w; j += TLane.Count)
            TLane.Store(TReduction.Combine(TLane.Load(accumulators + j), TLane.Load(accumulators + j + w)), accumulators + j);
    }
}
