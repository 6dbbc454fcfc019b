using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>The fixed reduction order of <see cref="IReduction"/> down the columns of a matrix, several columns at a time.</summary>
internal static unsafe class ColumnReduction<TFormula, TReduction, T>
    where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Accumulators = ReductionOrder.Accumulators;

    // blocks of blocks of blocks: more rows than any memory holds
    private const int MaxLevels = 6;

    /// <summary>Columns reduced together: 256 bytes, so that a level's accumulators stay in the first cache.</summary>
    public static int Width => 256 / sizeof(T);

    /// <summary>y[c] = reduction of f(x[k·stride + c]) over k &lt; length, then divided; at most <see cref="Width"/> columns and at least one row.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reduce<TLane>(T* x, nint stride, nint length, int columns, T* y, T divisor) where TLane : struct, IVectorLane<TLane, T>
    {
        int levels = 1;
        for (nint blocks = Blocks(length); blocks > 1; blocks = Blocks(blocks)) levels++;
        // each level has a row of lanes for every accumulator
        int width = (columns + TLane.Count - 1) / TLane.Count * TLane.Count;
        T* accumulators = stackalloc T[levels * Accumulators * width];
        int* counts = stackalloc int[MaxLevels];
        new Span<int>(counts, levels).Clear();

        for (nint row = 0; row < length; row += ReductionOrder.Block)
        {
            int rows = (int)Math.Min(ReductionOrder.Block, length - row);
            T* block = x + row * stride;
            for (int k = 0; k < rows; k++) Accumulate<TLane, TFormula>(block + k * stride, k, columns, accumulators, width);
            counts[0] = rows;
            bool last = row + rows == length;
            for (int level = 0; level < levels - 1 && (counts[level] == ReductionOrder.Block || last); level++)
            {
                T* from = accumulators + level * Accumulators * width;
                TreeReduce<TLane>(from, counts[level], width);
                counts[level] = 0;
                Accumulate<TLane, Identity>(from, counts[level + 1]++, width, from + Accumulators * width, width);
            }
        }

        T* top = accumulators + (levels - 1) * Accumulators * width;
        TreeReduce<TLane>(top, counts[levels - 1], width);
        for (int c = 0; c < columns; c++) y[c] = top[c] / divisor;
    }

    private static nint Blocks(nint length) => (length + ReductionOrder.Block - 1) / ReductionOrder.Block;

    /// <summary>Combines a row, the k-th of its block, into its accumulator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TLane, TElement>(T* row, int k, int columns, T* accumulators, int width)
        where TLane : struct, IVectorLane<TLane, T> where TElement : IUnaryFormula
    {
        T* accumulator = accumulators + k % Accumulators * width;
        bool first = k < Accumulators;
        var identity = TLane.Of(TReduction.Identity);
        int c = 0;
        for (; c <= columns - TLane.Count; c += TLane.Count)
        {
            var value = default(TElement)!.Apply(TLane.Load(row + c));
            TLane.Store(TReduction.Combine(first ? identity : TLane.Load(accumulator + c), value), accumulator + c);
        }

        if (LaneTail.IsLeft<TLane, T>(columns - c))
        {
            var value = default(TElement)!.Apply(LaneTail.Load<TLane, T>(row + c, columns - c));
            TLane.Store(TReduction.Combine(first ? identity : TLane.Load(accumulator + c), value), accumulator + c);
        }
    }

    /// <summary>Combines accumulator j with j + w for w = 32, ..., 1; those without an element hold the identity, which changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TreeReduce<TLane>(T* accumulators, int count, int width) where TLane : struct, IVectorLane<TLane, T>
    {
        int live = Math.Min(count, Accumulators);
        for (int w = Accumulators / 2; w >= 1; w /= 2)
        {
            T* upper = accumulators + w * width;
            for (int i = 0; i < (live - w) * width; i += TLane.Count)
                TLane.Store(TReduction.Combine(TLane.Load(accumulators + i), TLane.Load(upper + i)), accumulators + i);
            live = Math.Min(live, w);
        }
    }
}
