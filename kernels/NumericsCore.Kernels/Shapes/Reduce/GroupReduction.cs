using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>
/// The written order of <see cref="IReduction"/> within a group. Its threads come in teams of 64, one thread for each
/// accumulator of a block, and meet in shared memory with barriers only, since warps may not exist.
/// </summary>
internal static class GroupReduction
{
    /// <summary>Threads in a team.</summary>
    public const int Team = ReductionOrder.Accumulators;

    /// <summary>Teams in a group.</summary>
    public const int Teams = GpuQueue.GroupSize / Team;

    /// <summary>
    /// Halves the accumulators of every team until one is left, which all its threads get. All threads of the group take part;
    /// <paramref name="shared"/> has an element for each.
    /// </summary>
    public static TLane Halve<TReduction, TLane>(TLane accumulator, ArrayView<TLane> shared) where TReduction : IReduction where TLane : unmanaged, IGpuLane<TLane>
    {
        int thread = Group.IdxX, member = thread % Team;
        // the last result may still be read
        Group.Barrier();
        shared[thread] = accumulator;
        Group.Barrier();
        for (int w = Team / 2; w >= 1; w /= 2)
        {
            if (member < w) shared[thread] = TReduction.Combine(shared[thread], shared[thread + w]);
            Group.Barrier();
        }

        return shared[thread - member];
    }
}
