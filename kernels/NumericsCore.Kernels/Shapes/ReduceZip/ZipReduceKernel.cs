using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>y[0] = (reduction of f(a[i], b[i]) over all i) / divisor by one group, which keeps the results of the blocks in shared memory.</summary>
internal readonly struct ZipReduceKernel<TFormula, TReduction, TLane> : IGpuKernel
    where TFormula : struct, IBinaryFormula where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>The most elements: so many that no accumulator gets more than one block's result.</summary>
    public const int MaxLength = ReductionOrder.Block * ReductionOrder.Accumulators;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, TFormula formula, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> y, long length, TLane divisor)
    {
        var run = queue.Load<ZipReduceKernel<TFormula, TReduction, TLane>, Action<AcceleratorStream, KernelConfig, TFormula,
            ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, long, TLane>>();
        lock (queue.Gate) run(queue.Stream, queue.Groups(1, GpuQueue.GroupSize), formula, a, b, y, length, divisor);
    }

    private static void Run(TFormula formula, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> y, long length, TLane divisor)
    {
        var accumulators = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        var results = SharedMemory.Allocate<TLane>(ReductionOrder.Accumulators);
        int member = Group.IdxX % GroupReduction.SubgroupSize, subgroup = Group.IdxX / GroupReduction.SubgroupSize;
        // nothing at all is a block without elements
        int blocks = IntrinsicMath.Max(1, (int)((length + ReductionOrder.Block - 1) / ReductionOrder.Block));
        for (int first = 0; first < blocks; first += GroupReduction.Subgroups)
        {
            int block = first + subgroup;
            long start = (long)block * ReductionOrder.Block, end = IntrinsicMath.Min(length, start + ReductionOrder.Block);
            TLane accumulator = TLane.Of(TReduction.Identity);
            for (long k = start + member; k < end; k += GroupReduction.SubgroupSize)
                accumulator = TReduction.Combine(accumulator, formula.Apply(a[k], b[k]));
            TLane result = GroupReduction.TreeReduce<TReduction, TLane>(accumulator, accumulators);
            if (member == 0 && block < blocks) results[block] = result;
        }

        Group.Barrier();
        TLane total = TLane.Of(TReduction.Identity);
        if (member < blocks) total = TReduction.Combine(total, results[member]);
        total = GroupReduction.TreeReduce<TReduction, TLane>(total, accumulators);
        // a single block's result met nothing but identities, which change nothing
        if (Group.IdxX == 0) y[0] = total / divisor;
    }
}
