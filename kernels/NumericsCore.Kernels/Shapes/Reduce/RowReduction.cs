using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>The fixed reduction order of <see cref="IReduction"/> along a row of f(a[i], ...), in any lane.</summary>
internal static unsafe class RowReduction<TReduction, T>
    where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Accumulators = ReductionOrder.Accumulators;

    /// <summary>Reduces a row of <paramref name="length"/> elements; none give the identity.</summary>
    public static T Reduce<TLane, TFormula>(in RowOperands<T> operands, nint length, TFormula formula)
        where TLane : struct, IVectorLane<TLane, T> where TFormula : IZipFormula
    {
        if (length <= ReductionOrder.Block) return Leaf<TLane, TFormula>(operands, (int)length, formula);
        nint span = ReductionOrder.Block;
        while (length > span * ReductionOrder.Block) span *= ReductionOrder.Block;
        return Tree<TLane, TFormula>(operands, length, span, formula);
    }

    /// <summary>Reduces the results of parts of <paramref name="span"/> elements, each a level of blocks further down.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Tree<TLane, TFormula>(in RowOperands<T> operands, nint length, nint span, TFormula formula)
        where TLane : struct, IVectorLane<TLane, T> where TFormula : IZipFormula
    {
        T* parts = stackalloc T[ReductionOrder.Block];
        int count = 0;
        for (nint at = 0; at < length; at += span)
        {
            var part = operands.From(at);
            nint partLength = Math.Min(span, length - at);
            parts[count++] = span == ReductionOrder.Block
                ? Leaf<TLane, TFormula>(part, (int)partLength, formula)
                : Tree<TLane, TFormula>(part, partLength, span / ReductionOrder.Block, formula);
        }

        return Block<TLane>(parts, count);
    }

    /// <summary>Computes the formula over a block, unless it is the identity, then reduces the block.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Leaf<TLane, TFormula>(in RowOperands<T> operands, int length, TFormula formula)
        where TLane : struct, IVectorLane<TLane, T> where TFormula : IZipFormula
    {
        if (typeof(TFormula) == typeof(Zip1<Identity>)) return Block<TLane>(operands.A, length);
        T* values = stackalloc T[ReductionOrder.Block];
        RowLoop<TFormula, T>.Run<TLane>(operands, values, length, formula);
        return Block<TLane>(values, length);
    }

    /// <summary>Reduces at most <see cref="ReductionOrder.Block"/> elements.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Block<TLane>(T* x, int length) where TLane : struct, IVectorLane<TLane, T>
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
                for (nint i = j; i < strided; i += Accumulators)
                {
                    T* ahead = x + i + ReadAhead.Bytes / sizeof(T);
                    ReadAhead.Fetch<TLane, T>(ahead);
                    ReadAhead.Fetch<TLane, T>(ahead + TLane.Count);
                    ReadAhead.Fetch<TLane, T>(ahead + 2 * TLane.Count);
                    ReadAhead.Fetch<TLane, T>(ahead + 3 * TLane.Count);
                    a0 = TReduction.Combine(a0, TLane.Load(x + i));
                    a1 = TReduction.Combine(a1, TLane.Load(x + i + TLane.Count));
                    a2 = TReduction.Combine(a2, TLane.Load(x + i + 2 * TLane.Count));
                    a3 = TReduction.Combine(a3, TLane.Load(x + i + 3 * TLane.Count));
                }

                TLane.Store(a0, accumulators + j);
                TLane.Store(a1, accumulators + j + TLane.Count);
                TLane.Store(a2, accumulators + j + 2 * TLane.Count);
                TLane.Store(a3, accumulators + j + 3 * TLane.Count);
            }
        }

        int rest = length - strided, done = 0;
        x += strided;
        for (; done <= rest - TLane.Count; done += TLane.Count)
            TLane.Store(TReduction.Combine(TLane.Load(accumulators + done), TLane.Load(x + done)), accumulators + done);
        if (LaneTail.IsLeft<TLane, T>(rest - done))
        {
            // only the accumulators that have an element may change
            var combined = TReduction.Combine(TLane.Load(accumulators + done), LaneTail.Load<TLane, T>(x + done, rest - done));
            LaneTail.Store(combined, accumulators + done, rest - done);
        }

        return TreeReduce<TLane>(accumulators, width);
    }

    /// <summary>Combines accumulator j with j + w for w = width/2, ..., 2, 1, in ever narrower lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TreeReduce<TLane>(T* accumulators, int width) where TLane : struct, IVectorLane<TLane, T>
    {
        int w = width / 2;
        for (; w >= TLane.Count; w /= 2) TreeReduceStep<TLane>(accumulators, w);
        if (TLane.Count > Vector256<T>.Count)
            for (; w >= Vector256<T>.Count; w /= 2) TreeReduceStep<Lane256<T>>(accumulators, w);
        if (TLane.Count > Vector128<T>.Count)
            for (; w >= Vector128<T>.Count; w /= 2) TreeReduceStep<Lane128<T>>(accumulators, w);
        for (; w >= 1; w /= 2) TreeReduceStep<ScalarLane<T>>(accumulators, w);
        return accumulators[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TreeReduceStep<TLane>(T* accumulators, int w) where TLane : struct, IVectorLane<TLane, T>
    {
        for (int j = 0; j < w; j += TLane.Count)
            TLane.Store(TReduction.Combine(TLane.Load(accumulators + j), TLane.Load(accumulators + j + w)), accumulators + j);
    }
}
