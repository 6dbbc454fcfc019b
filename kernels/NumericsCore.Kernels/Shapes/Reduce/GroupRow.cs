using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>What is reduced along a row: a number for each of its elements.</summary>
internal interface IRowTerm<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>The number of the element at an index of the matrix.</summary>
    TLane At(long index);
}

/// <summary>
/// How long a kernel's rows are. It is a type and no argument, because OpenCL compilers for CPUs want to see that all threads of a
/// group meet at the same barriers.
/// </summary>
internal interface IRowLength
{
    /// <summary>Whether rows may have more than one block of <see cref="ReductionOrder"/>.</summary>
    static abstract bool IsLong { get; }
}

/// <summary>Rows of at most one block, a subgroup of 64 threads each.</summary>
internal readonly struct ShortRows : IRowLength
{
    public static bool IsLong => false;
}

/// <summary>Rows of any length, a group each, whose subgroups take a block each at a time.</summary>
internal readonly struct LongRows : IRowLength
{
    public static bool IsLong => true;
}

/// <summary>A row as the threads of a group traverse it.</summary>
internal readonly struct GroupRow<TLength, TLane> where TLength : struct, IRowLength where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>From one of a thread's elements to its next.</summary>
    public static int Step => TLength.IsLong ? GpuQueue.GroupSize : GroupReduction.SubgroupSize;

    /// <summary>Rows that a group takes at a time.</summary>
    public static int AtOnce => GpuQueue.GroupSize / Step;

    /// <summary>The row; there may be fewer.</summary>
    public readonly long Row;

    /// <summary>The elements that this thread visits: Start, Start + Step, ... below End. A row that does not exist has none.</summary>
    public readonly long Start, End;

    private readonly long _origin, _columns;

    /// <summary>The row of this thread, of those that the group takes from the first one on.</summary>
    public GroupRow(long first, long rows, long columns)
    {
        Row = first + Group.IdxX / Step;
        _columns = columns;
        _origin = Row * columns;
        Start = _origin + Group.IdxX % Step;
        End = Row < rows ? _origin + columns : _origin;
    }

    /// <summary>Whether this thread is the one that stores what the row comes to.</summary>
    public bool Stores => Start == _origin && Start < End;

    /// <summary>Groups that share a number of rows.</summary>
    public static KernelConfig Groups(GpuQueue queue, long rows) => queue.Groups((rows + AtOnce - 1) / AtOnce, GpuQueue.GroupSize);

    /// <summary>
    /// The reduction of the row in the fixed reduction order, which all its threads get. All threads of the group take part;
    /// <paramref name="shared"/> has an element for each.
    /// </summary>
    public TLane Reduce<TReduction, TTerm>(TTerm term, ArrayView<TLane> shared)
        where TReduction : IReduction where TTerm : struct, IRowTerm<TLane>
    {
        if (!TLength.IsLong) return Block<TReduction, TTerm>(term, 0, shared);
        int member = Group.IdxX % GroupReduction.SubgroupSize, subgroup = Group.IdxX / GroupReduction.SubgroupSize;
        long blocks = (_columns + ReductionOrder.Block - 1) / ReductionOrder.Block;
        // subgroup 0 holds the accumulators of blocks, subgroup 1 those of blocks of blocks, and so on to 2^50 elements
        TLane identity = TLane.Of(TReduction.Identity), accumulator = identity;
        for (long first = 0; first < blocks; first += GroupReduction.Subgroups)
        {
            Block<TReduction, TTerm>(term, first + subgroup, shared);
            int place = member - (int)(first & (ReductionOrder.Accumulators - 1));
            if (subgroup == 0 && place >= 0 && place < GroupReduction.Subgroups && first + place < blocks)
                accumulator = TReduction.Combine(accumulator, shared[place * GroupReduction.SubgroupSize]);

            // what is full, or has got all it gets, goes up a level
            long done = IntrinsicMath.Min(first + GroupReduction.Subgroups, blocks), full = ReductionOrder.Block;
            ulong last = (ulong)(done - 1);
            for (int level = 0; level + 1 < GroupReduction.Subgroups && (done == blocks || (done & (full - 1)) == 0); level++)
            {
                GroupReduction.TreeReduce<TReduction, TLane>(accumulator, shared);
                if (subgroup == level) accumulator = identity;
                last /= ReductionOrder.Block;
                full *= ReductionOrder.Block;
                if (subgroup == level + 1 && member == (int)(last & (ReductionOrder.Accumulators - 1)))
                    accumulator = TReduction.Combine(accumulator, shared[level * GroupReduction.SubgroupSize]);
            }
        }

        // one result met nothing but identities on its way up, which change nothing
        GroupReduction.TreeReduce<TReduction, TLane>(accumulator, shared);
        return shared[(GroupReduction.Subgroups - 1) * GroupReduction.SubgroupSize];
    }

    /// <summary>The reduction of the block that a subgroup takes, the identity beyond the row's end.</summary>
    private TLane Block<TReduction, TTerm>(TTerm term, long block, ArrayView<TLane> shared)
        where TReduction : IReduction where TTerm : struct, IRowTerm<TLane>
    {
        long start = _origin + block * ReductionOrder.Block, end = IntrinsicMath.Min(End, start + ReductionOrder.Block);
        TLane accumulator = TLane.Of(TReduction.Identity);
        for (long i = start + Group.IdxX % GroupReduction.SubgroupSize; i < end; i += GroupReduction.SubgroupSize)
            accumulator = TReduction.Combine(accumulator, term.At(i));
        return GroupReduction.TreeReduce<TReduction, TLane>(accumulator, shared);
    }
}
