namespace NumericsCore.CudaEmulator;

/// <summary>A copy from global to shared memory that a thread has asked for.</summary>
/// <param name="Instruction">Who asked.</param>
/// <param name="To">Where to, in shared memory.</param>
/// <param name="From">Where from, in global memory.</param>
/// <param name="Size">The bytes that are written.</param>
/// <param name="Bytes">The bytes that are read; the rest is 0.</param>
/// <param name="Group">The number of the thread's group that it belongs to.</param>
internal readonly record struct AsyncCopy(Instruction Instruction, ulong To, ulong From, int Size, int Bytes, int Group);

/// <summary>The copies under way of a block's threads. They land as late as they may, when their thread waits for them, or with a schedule chosen by seed at any earlier time.</summary>
internal sealed unsafe class AsyncCopies(Block block)
{
    private readonly List<List<AsyncCopy>> _byThread = [];

    // by thread: the groups closed so far
    private readonly List<int> _groups = [];

    public void Begin(int threads)
    {
        while (_byThread.Count < threads)
        {
            _byThread.Add([]);
            _groups.Add(0);
        }

        for (int thread = 0; thread < threads; thread++)
        {
            _byThread[thread].Clear();
            _groups[thread] = 0;
        }
    }

    public bool AnyUnderWay(int thread) => _byThread[thread].Count > 0;

    public void Start(int thread, Instruction instruction, ulong to, ulong from, int size, int bytes)
    {
        // addresses are checked when the instruction runs, whenever the bytes move
        var shared = new MemoryAccess<SharedSpace>(block, instruction);
        shared.At(to, size, thread);
        if (bytes < 0 || bytes > size) throw block.Fault(CudaError.IllegalInstruction, instruction, thread, from, $"cp.async of {bytes} of {size} bytes");
        if ((from & (ulong)(size - 1)) != 0) throw block.Fault(CudaError.MisalignedAddress, instruction, thread, from, $"misaligned cp.async of {size} bytes");
        var copy = new AsyncCopy(instruction, to, from, size, bytes, _groups[thread]);
        if (block.Random is { } random && random.Next(2) == 0) Land(thread, copy);
        else _byThread[thread].Add(copy);
    }

    public void Commit(int thread) => _groups[thread]++;

    /// <summary>Lands what a thread has asked for, except its last few groups and what is in no group yet.</summary>
    public void Wait(int thread, int groupsLeft)
    {
        var copies = _byThread[thread];
        int landed = 0;
        while (landed < copies.Count && copies[landed].Group < _groups[thread] - groupsLeft) Land(thread, copies[landed++]);
        copies.RemoveRange(0, landed);
    }

    /// <summary>Lands all that a thread has asked for.</summary>
    public void WaitForAll(int thread)
    {
        Commit(thread);
        Wait(thread, 0);
    }

    private void Land(int thread, in AsyncCopy copy)
    {
        byte* to = new MemoryAccess<SharedSpace>(block, copy.Instruction).At(copy.To, copy.Size, thread);
        new Span<byte>(to + copy.Bytes, copy.Size - copy.Bytes).Clear();
        if (copy.Bytes > 0)
        {
            var range = GlobalSpace.Find(block, copy.From);
            if (!range.Contains(copy.From, (ulong)copy.Bytes))
                throw block.Fault(CudaError.IllegalAddress, copy.Instruction, thread, copy.From, $"cp.async of {copy.Bytes} bytes from outside of every allocation");
            new Span<byte>(range.Host + (copy.From - range.Start), copy.Bytes).CopyTo(new(to, copy.Bytes));
            block.Races?.Global(copy.Instruction, thread, copy.From, copy.Bytes, Access.Read);
        }

        block.Races?.Shared(copy.Instruction, thread, copy.To, copy.Size, Access.Write);
    }
}
