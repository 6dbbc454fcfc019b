namespace NumericsCore.CudaEmulator;

/// <summary>Runs the threads of a block, group by group. Which group runs next, and how far, is the derived class's choice.</summary>
internal abstract unsafe class Schedule(Block block)
{
    private readonly Stack<Group> _unused = new();

    // at a barrier, or at an instruction of the warp whose other threads have not come yet
    private readonly List<Group> _waiting = [];
    private readonly List<Group> _gathering = [];
    private readonly int[] _predicated = GC.AllocateArray<int>(Group.Most, pinned: true);
    private Instruction[] _code = [];
    private int _alive;
    private int _atBarrier;

    /// <summary>Instructions run so far, counted once a thread.</summary>
    public long ThreadInstructions { get; private set; }

    protected Block Block => block;

    /// <summary>Runs the block under way to its end.</summary>
    public void Run()
    {
        _code = block.Kernel.Code;
        (_alive, _atBarrier) = (block.Threads, 0);
        Recycle(_waiting);
        Recycle(_gathering);
        Start();
        while (Next() is { } turn) Advance(turn.Group, turn.Limit, turn.Budget);
        if (_alive > 0) throw Stuck();
    }

    /// <summary>Makes the first groups.</summary>
    protected abstract void Start();

    /// <summary>Takes the group that runs next, the instruction before which it stops, and how many it runs; null: none is ready.</summary>
    protected abstract (Group Group, int Limit, int Budget)? Next();

    /// <summary>Takes in a group that can go on.</summary>
    protected abstract void Ready(Group group);

    /// <summary>Whether groups at the same instruction may become one.</summary>
    protected abstract bool MayMerge(Group a, Group b);

    protected Group New(int pc)
    {
        var group = _unused.Count > 0 ? _unused.Pop() : new();
        (group.Pc, group.BlockEnd) = (pc, block.Threads);
        return group;
    }

    protected void Merge(Group into, Group other)
    {
        into.Absorb(other);
        _unused.Push(other);
    }

    /// <summary>Takes back groups that a block which was stopped by a fault left behind.</summary>
    protected void Recycle(List<Group> groups)
    {
        foreach (var group in groups) _unused.Push(group);
        groups.Clear();
    }

    private void Advance(Group group, int limit, int budget)
    {
        var lanes = group.Lanes;
        int pc = group.Pc, count = group.Count;
        long instructions = 0;
        for (; pc < limit && budget > 0; budget--)
        {
            var instruction = _code[pc];
            instructions += count;
            if (instruction.IsPlain)
            {
                instruction.Execute(block, lanes);
                pc++;
                continue;
            }

            group.Pc = pc;
            if (!Pass(group, instruction))
            {
                ThreadInstructions += instructions;
                return;
            }

            pc = group.Pc;
        }

        ThreadInstructions += instructions;
        group.Pc = pc;
        Ready(group);
    }

    // runs an instruction that may change the order of threads; false: the group does not go on as it is
    private bool Pass(Group group, Instruction instruction)
    {
        int yes = instruction.PredicateColumn is null ? group.Count : group.CountOf(instruction.PredicateColumn, instruction.Negated);
        if (yes == 0)
        {
            group.Pc++;
            return true;
        }

        if (instruction.Kind == InstructionKind.Straight)
        {
            ExecuteWhere(group.Lanes, instruction);
            group.Pc++;
            return true;
        }

        if (yes < group.Count)
        {
            var chosen = New(instruction is Branch split ? split.Target : group.Pc);
            group.Split(instruction.PredicateColumn, instruction.Negated, chosen);
            group.Pc++;
            Ready(chosen);
            Ready(group);
            return false;
        }

        switch (instruction.Kind)
        {
            case InstructionKind.Branch:
                group.Pc = ((Branch)instruction).Target;
                return true;
            case InstructionKind.Warp:
                if (!((WarpInstruction)instruction).IsComplete(block, group.Lanes)) return Gather(group, (WarpInstruction)instruction);
                instruction.Execute(block, group.Lanes);
                group.Pc++;
                return true;
            case InstructionKind.Barrier when block.IgnoreBarriers:
                group.Pc++;
                return true;
            case InstructionKind.Barrier:
                _atBarrier += group.Count;
                _waiting.Add(group);
                break;
            default:
                End(group, instruction);
                break;
        }

        ReleaseBarrier();
        return false;
    }

    private void ExecuteWhere(in Lanes lanes, Instruction instruction)
    {
        int end = Math.Min(Group.Most, (lanes.End + Lanes.Step - 1) / Lanes.Step * Lanes.Step);
        for (int i = lanes.Start; i < end; i++)
            _predicated[i] = i < lanes.End && lanes.Contains(i) && instruction.PredicateColumn[i] != 0 != instruction.Negated ? -1 : 0;
        fixed (int* mask = _predicated) instruction.Execute(block, new(lanes.Start, lanes.End, mask));
    }

    private bool Gather(Group group, WarpInstruction instruction)
    {
        int known = _gathering.FindIndex(other => other.Pc == group.Pc && MayMerge(other, group));
        if (known >= 0)
        {
            Merge(group, _gathering[known]);
            _gathering.RemoveAt(known);
            if (instruction.IsComplete(block, group.Lanes))
            {
                Ready(group);
                return false;
            }
        }

        _gathering.Add(group);
        return false;
    }

    private void End(Group group, Instruction instruction)
    {
        var lanes = group.Lanes;
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i) && block.Copies.AnyUnderWay(i)) block.Reports.Add($"A thread ends with cp.async under way, kernel {block.Kernel.Name}, line {instruction.Line}");
        _alive -= group.Count;
        _unused.Push(group);
    }

    private void ReleaseBarrier()
    {
        if (_atBarrier != _alive || _atBarrier == 0) return;
        if (_alive != block.Threads) block.Reports.Add($"bar.sync after some threads have ended, kernel {block.Kernel.Name}");
        if (_waiting.Exists(group => group.Pc != _waiting[0].Pc)) block.Reports.Add($"Threads wait at different bar.sync, kernel {block.Kernel.Name}");
        block.Epoch++;
        _atBarrier = 0;
        Group[] released = [.. _waiting];
        _waiting.Clear();
        foreach (var group in released)
        {
            group.Pc++;
            Ready(group);
        }
    }

    private DeviceFaultException Stuck()
    {
        var group = _waiting.Concat(_gathering).First();
        return block.Fault(CudaError.LaunchFailed, _code[group.Pc], group.FirstThread, 0, "threads are left waiting");
    }
}
