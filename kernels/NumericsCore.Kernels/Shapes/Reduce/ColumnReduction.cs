using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// The fixed reduction order of <see cref="IReduction"/> down the columns of a matrix, row by row: memory is read in the order in which it lies,
/// and a row of accumulators waits in the caches for each of 64 rows.
/// </summary>
internal static unsafe class ColumnReduction<TFormula, TReduction, T>
    where TFormula : IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Accumulators = ReductionOrder.Accumulators;

    // blocks of blocks of blocks: more rows than any memory holds
    private const int MaxLevels = 6;

    // accumulators of few columns lie on the stack, and callers that use the scratch memory of their thread may ask for those
    private const nint StackBytes = 16 << 10;

    /// <summary>Columns reduced together, at most: their accumulators, 256 KiB, stay in the second cache.</summary>
    public static int MaxWidth => 4096 / sizeof(T);

    /// <summary>y[c] = reduction of f(x[k·stride + c]) over k &lt; length, then divided; at most <see cref="MaxWidth"/> columns and at least one row.</summary>
    [SkipLocalsInit]
    public static void Reduce<TLane>(T* x, nint stride, nint length, int columns, T* y, T divisor) where TLane : struct, IVectorLane<TLane, T>
    {
        int levels = 1;
        for (nint blocks = Blocks(length); blocks > 1; blocks = Blocks(blocks)) levels++;
        // rows without a gap are added as one run, others lane by lane
        int width = stride == columns ? columns : (columns + TLane.Count - 1) / TLane.Count * TLane.Count;
        nint count = (nint)levels * Accumulators * width;
        if (count * sizeof(T) <= StackBytes)
        {
            T* onStack = stackalloc T[StackMemory.LengthFor<T>((int)count)];
            Reduce<TLane>(x, stride, length, columns, y, divisor, levels, width, StackMemory.Align(onStack));
            return;
        }

        var scratch = GemmScratch.Rent(GemmScratch.BytesFor<T>(count));
        Reduce<TLane>(x, stride, length, columns, y, divisor, levels, width, scratch.Take<T>(count));
        GC.KeepAlive(scratch);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Reduce<TLane>(T* x, nint stride, nint length, int columns, T* y, T divisor, int levels, int width, T* accumulators)
        where TLane : struct, IVectorLane<TLane, T>
    {
        int* counts = stackalloc int[MaxLevels];
        new Span<int>(counts, levels).Clear();
        bool isRun = stride == width;
        int together = isRun ? Accumulators : 1;
        nint ahead = isRun ? ReadAhead.Bytes / sizeof(T) : stride;
        for (nint row = 0; row < length; row += ReductionOrder.Block)
        {
            int rows = (int)Math.Min(ReductionOrder.Block, length - row);
            T* block = x + row * stride;
            for (int k = 0; k < rows; k += together)
                Accumulate<TLane, TFormula>(block + k * stride, isRun ? Math.Min(together, rows - k) * columns : columns, ahead, accumulators + k % Accumulators * width, k < Accumulators, !isRun);
            counts[0] = rows;
            bool last = row + rows == length;
            for (int level = 0; level < levels - 1 && (counts[level] == ReductionOrder.Block || last); level++)
            {
                T* from = accumulators + (nint)level * Accumulators * width, to = from + Accumulators * width;
                TreeReduce<TLane>(from, counts[level], width);
                counts[level] = 0;
                int k = counts[level + 1]++;
                Accumulate<TLane, Identity>(from, width, ahead: 0, to + k % Accumulators * width, k < Accumulators, isPadded: false);
            }
        }

        T* top = accumulators + (nint)(levels - 1) * Accumulators * width;
        TreeReduce<TLane>(top, counts[levels - 1], width);
        for (int c = 0; c < columns; c++) y[c] = top[c] / divisor;
    }

    private static nint Blocks(nint length) => (length + ReductionOrder.Block - 1) / ReductionOrder.Block;

    /// <summary>
    /// Combines a run of elements into as many accumulators, which start with it or go on; padded ones may be written up to a whole lane. What
    /// lies as many elements ahead is read soon.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TLane, TElement>(T* run, int count, nint ahead, T* accumulators, bool isFirst, bool isPadded)
        where TLane : struct, IVectorLane<TLane, T> where TElement : IUnaryFormula
    {
        var identity = TLane.Of(TReduction.Identity);
        nint i = 0, whole = count - TLane.Count;
        for (; i <= whole; i += TLane.Count)
        {
            ReadAhead.Fetch<TLane, T>(run + i + ahead);
            var value = default(TElement)!.Apply(TLane.Load(run + i));
            TLane.Store(TReduction.Combine(isFirst ? identity : TLane.Load(accumulators + i), value), accumulators + i);
        }

        if (isPadded)
        {
            if (!LaneTail.IsLeft<TLane, T>(count - i)) return;
            var value = default(TElement)!.Apply(LaneTail.Load<TLane, T>(run + i, count - i));
            TLane.Store(TReduction.Combine(isFirst ? identity : TLane.Load(accumulators + i), value), accumulators + i);
            return;
        }

        var one = ScalarLane<T>.Of(TReduction.Identity);
        for (; i < count; i++)
        {
            var value = default(TElement)!.Apply(ScalarLane<T>.Load(run + i));
            ScalarLane<T>.Store(TReduction.Combine(isFirst ? one : ScalarLane<T>.Load(accumulators + i), value), accumulators + i);
        }
    }

    /// <summary>Combines accumulator j with j + w for w = 32, ..., 1; those without an element hold the identity, which changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TreeReduce<TLane>(T* accumulators, int count, int width) where TLane : struct, IVectorLane<TLane, T>
    {
        int live = Math.Min(count, Accumulators);
        for (int w = Accumulators / 2; w >= 1; w /= 2)
        {
            T* upper = accumulators + w * width;
            int length = (live - w) * width, i = 0;
            for (; i <= length - TLane.Count; i += TLane.Count) TLane.Store(TReduction.Combine(TLane.Load(accumulators + i), TLane.Load(upper + i)), accumulators + i);
            for (; i < length; i++) ScalarLane<T>.Store(TReduction.Combine(ScalarLane<T>.Load(accumulators + i), ScalarLane<T>.Load(upper + i)), accumulators + i);
            live = Math.Min(live, w);
        }
    }
}
