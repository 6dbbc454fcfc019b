namespace NumericsCore.CudaEmulator;

/// <summary>
/// Notes the last write and read of each word of 4 bytes, and reports when another thread's access is not separated from it by a barrier;
/// blocks of one launch are never separated.
/// </summary>
internal sealed unsafe class RaceDetector(Block block, Reports reports) : IDisposable
{
    private const int Word = 4;

    // of shared memory, one a word
    private Shadow[] _shared = [];

    // counted over launches and blocks, so that what older ones left needs no erasing
    private uint _run;
    private readonly Shadow* _global = (Shadow*)HostPages.Zeros(DeviceMemory.Size / Word * (ulong)sizeof(Shadow));

    /// <summary>The launch under way, from 1.</summary>
    public uint Launch { get; set; }

    /// <summary>A block begins, with so many bytes of shared memory.</summary>
    public void Begin(int sharedBytes)
    {
        _run++;
        int words = (sharedBytes + Word - 1) / Word;
        if (_shared.Length < words) _shared = new Shadow[words];
    }

    public void Global(Instruction instruction, int thread, ulong address, int bytes, Access access)
    {
        var accessor = Accessor(Launch, thread, access);
        for (ulong at = address & ~(Word - 1ul); at < address + (ulong)bytes; at += Word)
            Note(ref _global[(at - block.Memory.Base) / Word], accessor, access, isShared: false, instruction, at);
    }

    public void Shared(Instruction instruction, int thread, ulong address, int bytes, Access access)
    {
        var accessor = Accessor(_run, thread, access);
        for (ulong at = address & ~(Word - 1ul); at < address + (ulong)bytes; at += Word)
            Note(ref _shared[(at - SharedMemory.Start) / Word], accessor, access, isShared: true, instruction, at);
    }

    public void Dispose() => HostPages.Release((byte*)_global, DeviceMemory.Size / Word * (ulong)sizeof(Shadow));

    private Accessor Accessor(uint launch, int thread, Access access) =>
        new() { Launch = launch, Block = block.Number, Thread = (ushort)thread, Epoch = (ushort)block.Epoch, Atomic = access == Access.Atomic };

    private void Note(ref Shadow shadow, Accessor now, Access access, bool isShared, Instruction instruction, ulong address)
    {
        if (Clash(shadow.Write, now)) Report(access == Access.Read ? "read after write" : "write after write", shadow.Write);
        if (access != Access.Read && Clash(shadow.Read, now)) Report("write after read", shadow.Read);
        if (access == Access.Read) shadow.Read = now;
        else shadow.Write = now;

        void Report(string what, Accessor other)
        {
            string kind = $"RACE {(isShared ? "shared" : "global")} {what}, kernel {block.Kernel.Name}, line {instruction.Line}: {block.Kernel.Source.Line(instruction.Line)}";
            string first = block.ThreadName(now.Thread), second = other.Block == now.Block ? block.ThreadName(other.Thread) : $"thread {other.Thread} of block {other.Block}";
            reports.Add(kind, $"{kind}; at 0x{address:x}, {first} against {second}");
        }
    }

    private static bool Clash(in Accessor before, in Accessor now) =>
        before.Launch == now.Launch && (before.Block != now.Block || (before.Epoch == now.Epoch && before.Thread != now.Thread)) && !(before.Atomic && now.Atomic);
}
