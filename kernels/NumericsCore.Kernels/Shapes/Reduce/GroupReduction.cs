using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>
/// The fixed reduction order of <see cref="IReduction"/> within a group. Its threads come in subgroups of 64, one thread for each
/// accumulator of a block, and meet in shared memory with barriers only, since warps may not exist.
/// </summary>
internal static class GroupReduction
{
    /// <summary>Threads in a subgroup.</summary>
    public const int SubgroupSize = ReductionOrder.Accumulators;

    /// <summary>Subgroups in a group.</summary>
    public const int Subgroups = GpuQueue.GroupSize / SubgroupSize;

    /// <summary>
    /// Halves the accumulators of every subgroup until one is left, which all its threads get. All threads of the group take part;
    /// <paramref name="shared"/> has an element for each.
    /// </summary>
    public static TLane TreeReduce<TReduction, TLane>(TLane accumulator, ArrayView<TLane> shared) where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
    {
        int thread = Group.IdxX, member = thread % SubgroupSize;
        // the last result may still be read
        Group.Barrier();
        shared[thread] = accumulator;
        Group.Barrier();
        for (int w = SubgroupSize / 2; w >= 1; w /= 2)
        {
            if (member < w) shared[thread] = TReduction.Combine(shared[thread], shared[thread + w]);
            Group.Barrier();
        }

        return shared[thread - member];
    }
}
