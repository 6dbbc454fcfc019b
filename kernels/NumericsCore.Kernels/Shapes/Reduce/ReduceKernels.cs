using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>One level of the fixed reduction order along contiguous rows: y[o, b] = (reduction of block b of row o) / divisor, a subgroup of 64 threads a block.</summary>
internal readonly struct RowReduceKernel<TFormula, TReduction, TLane> : IGpuKernel
    where TFormula : IUnaryFormula where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long outer, long length, TLane divisor)
    {
        var run = queue.Load<RowReduceKernel<TFormula, TReduction, TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, long, TLane>>();
        long blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block;
        lock (queue.Gate) run(queue.Stream, queue.Groups((outer * blocks + GroupReduction.Subgroups - 1) / GroupReduction.Subgroups, GpuQueue.GroupSize), x, y, outer, length, divisor);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long outer, long length, TLane divisor)
    {
        var accumulators = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        int member = Group.IdxX % GroupReduction.SubgroupSize, subgroup = Group.IdxX / GroupReduction.SubgroupSize;
        long blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block, items = outer * blocks;
        for (long first = (long)Grid.IdxX * GroupReduction.Subgroups; first < items; first += (long)Grid.DimX * GroupReduction.Subgroups)
        {
            long item = first + subgroup;
            TLane accumulator = TLane.Of(TReduction.Identity);
            if (item < items)
            {
                long row = GpuThread.Divide(item, blocks), start = (item - row * blocks) * ReductionOrder.Block;
                long end = IntrinsicMath.Min(length, start + ReductionOrder.Block);
                for (long k = start + member; k < end; k += GroupReduction.SubgroupSize)
                    accumulator = TReduction.Combine(accumulator, default(TFormula)!.Apply(x[row * length + k]));
            }

            TLane result = GroupReduction.TreeReduce<TReduction, TLane>(accumulator, accumulators);
            if (member == 0 && item < items) y[item] = result / divisor;
        }
    }
}

/// <summary>
/// One level of the fixed reduction order down columns: y[o, b, i] = (reduction over block b of axis k of x[o, k, i]) / divisor.
/// A group takes 32 neighbouring columns of a block; each of its 8 rows of threads holds 8 of the 64 accumulators.
/// </summary>
internal readonly struct ColumnReduceKernel<TFormula, TReduction, TLane> : IGpuKernel
    where TFormula : IUnaryFormula where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
{
    private const int Columns = 32;
    private const int Rows = GpuQueue.GroupSize / Columns;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long outer, long length, long inner, TLane divisor)
    {
        var run = queue.Load<ColumnReduceKernel<TFormula, TReduction, TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, long, long, TLane>>();
        long blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block, chunks = (inner + Columns - 1) / Columns;
        lock (queue.Gate) run(queue.Stream, queue.Groups(outer * blocks * chunks, GpuQueue.GroupSize), x, y, outer, length, inner, divisor);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long outer, long length, long inner, TLane divisor)
    {
        var accumulators = SharedMemory.Allocate<TLane>(ReductionOrder.Accumulators * Columns);
        int column = Group.IdxX % Columns, threadRow = Group.IdxX / Columns;
        long blocks = (length + ReductionOrder.Block - 1) / ReductionOrder.Block, chunks = (inner + Columns - 1) / Columns;
        for (long item = Grid.IdxX; item < outer * blocks * chunks; item += Grid.DimX)
        {
            long result = GpuThread.Divide(item, chunks), o = GpuThread.Divide(result, blocks);
            long i = (item - result * chunks) * Columns + column, start = (result - o * blocks) * ReductionOrder.Block;
            long end = IntrinsicMath.Min(length, start + ReductionOrder.Block);
            bool exists = i < inner;
            for (int j = threadRow; j < ReductionOrder.Accumulators; j += Rows)
            {
                TLane accumulator = TLane.Of(TReduction.Identity);
                for (long k = exists ? start + j : end; k < end; k += ReductionOrder.Accumulators)
                    accumulator = TReduction.Combine(accumulator, default(TFormula)!.Apply(x[(o * length + k) * inner + i]));
                accumulators[j * Columns + column] = accumulator;
            }

            Group.Barrier();
            for (int w = ReductionOrder.Accumulators / 2; w >= 1; w /= 2)
            {
                for (int j = threadRow; j < w; j += Rows)
                    accumulators[j * Columns + column] = TReduction.Combine(accumulators[j * Columns + column], accumulators[(j + w) * Columns + column]);
                Group.Barrier();
            }

            if (threadRow == 0 && exists) y[result * inner + i] = accumulators[column] / divisor;
            // the accumulators are free again
            Group.Barrier();
        }
    }
}
