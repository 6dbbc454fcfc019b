using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// The small blocks of a pool. Each would cost a finalizer of its own, which takes several times as long as the kernel that writes it: a slab
/// has one for all of its blocks. Threads have current slabs of their own, as long as there are not many.
/// </summary>
internal sealed unsafe class SlabSet(CpuMemoryPool pool)
{
    /// <summary>The largest block that is small.</summary>
    public const nint MaxBlockBytes = 512;

    // one small block that is held keeps its slab: at most 32 times its size
    private const int MaxSlabBytes = 8 << 10;

    // references of two cache lines, so that threads do not write to the same
    private const int StripeLength = 16;

    private static readonly int s_stripes = (int)Math.Min(64, BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));

    // null while a thread takes a block, or where there is none
    private readonly Slab?[] _current = new Slab?[s_stripes * StripeLength];

    // retired slabs with a free block, which a reference here would keep from their finalizers
    // of blocks of 64, 128, 256 and 512 bytes
    private readonly Stack<WeakReference<Slab>>[] _listed = [new(), new(), new(), new()];

    private long _retiredFree;

    /// <summary>Bytes of the slabs that no block in use has.</summary>
    public long BytesFree
    {
        get
        {
            long free = Interlocked.Read(ref _retiredFree);
            for (int i = 0; i < _current.Length; i++)
                if (Volatile.Read(ref _current[i]) is { } slab) free += slab.CurrentFreeBytes;
            return free;
        }
    }

    /// <summary>A block of at least <paramref name="byteLength"/> bytes, up to <see cref="MaxBlockBytes"/>.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no memory for another slab.</exception>
    public CpuMemory Take(CpuBackend backend, nint byteLength)
    {
        int size = byteLength <= BlockPool<nint>.Alignment ? 0 : BitOperations.Log2((uint)byteLength - 1) - 5;
        ref var current = ref _current[((Environment.CurrentManagedThreadId & (s_stripes - 1)) * StripeLength) + size];
        // who takes it out has it alone
        var slab = Interlocked.Exchange(ref current, null);
        byte* block = slab is null ? null : slab.TryTake();
        while (block is null)
        {
            slab?.Retire();
            slab = Next(size);
            block = slab.TryTake();
        }

        Interlocked.Exchange(ref current, slab)?.Retire();
        return new CpuMemory(backend, slab!, block, BlockBytes(size));
    }

    /// <summary>Has no slab current: those that are wholly free go back to the pool.</summary>
    public void Retire()
    {
        for (int i = 0; i < _current.Length; i++) Interlocked.Exchange(ref _current[i], null)?.Retire();
    }

    /// <summary>Counts bytes of retired slabs that were returned.</summary>
    internal void AddFree(long bytes) => Interlocked.Add(ref _retiredFree, bytes);

    /// <summary>Notes a retired slab that has a free block; once, until it becomes current.</summary>
    internal void List(Slab slab)
    {
        var listed = _listed[BitOperations.Log2((uint)slab.BlockBytes) - 6];
        var reference = new WeakReference<Slab>(slab);
        lock (listed) listed.Push(reference);
    }

    private static int BlockBytes(int size) => BlockPool<nint>.Alignment << size;

    private Slab Next(int size)
    {
        while (TryUnlist(size, out var reference))
            if (reference.TryGetTarget(out var slab) && slab.TryMakeCurrent()) return slab;
        int blockBytes = BlockBytes(size), blocks = Math.Min(Slab.MaxBlocks, MaxSlabBytes / blockBytes);
        var (start, _) = pool.Take((nint)blockBytes * blocks);
        return new Slab(this, pool, (byte*)start, blockBytes, blocks);
    }

    private bool TryUnlist(int size, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WeakReference<Slab>? reference)
    {
        var listed = _listed[size];
        lock (listed) return listed.TryPop(out reference);
    }
}
