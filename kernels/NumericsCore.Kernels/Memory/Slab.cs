using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>
/// A region of up to 32 small blocks of one size. One thread at a time takes blocks, as long as the slab is <em>current</em>; any thread may
/// return one at any time. A slab that is no longer current is <em>retired</em>: it lies in a list, weakly, when it has a free block, becomes
/// current again when that is wanted, and goes back to the pool when all are free, or when nobody refers to any of them.
/// </summary>
internal sealed unsafe class Slab(SlabSet set, BlockPool<nint> pool, byte* start, int blockBytes, int blocks) : CpuRegion(pool, start, (nint)blockBytes * blocks)
{
    public const int MaxBlocks = 32;

    // above the bits of the blocks
    private const long Retired = 1L << 32, GivenBack = 1L << 33;

    private readonly uint _all = uint.MaxValue >> (MaxBlocks - blocks);

    // free blocks that whoever takes blocks knows of
    private uint _known = uint.MaxValue >> (MaxBlocks - blocks);

    // those that were returned since, and what the slab is
    private long _returned;

    ~Slab()
    {
        long before = Interlocked.Exchange(ref _returned, GivenBack);
        if ((before & GivenBack) != 0) return;
        // else its pool is gone too
        if ((before & Retired) != 0) set.AddFree(-FreeBytes((uint)before));
        Poison(Start, ByteLength);
        Pool.Return((nint)Start, ByteLength);
    }

    public int BlockBytes => blockBytes;

    /// <summary>Bytes of a current slab that are free; of another there are none here.</summary>
    public long CurrentFreeBytes => FreeBytes(Volatile.Read(ref _known) | (uint)Volatile.Read(ref _returned));

    /// <summary>Takes a free block, null if there is none; for the one who has the current slab.</summary>
    public byte* TryTake()
    {
        uint known = _known;
        if (known == 0)
        {
            known = (uint)Interlocked.Exchange(ref _returned, 0);
            if (known == 0) return null;
        }

        _known = known & (known - 1);
        return Start + BitOperations.TrailingZeroCount(known) * (nint)blockBytes;
    }

    public override void Return(byte* block)
    {
        Poison(block, blockBytes);
        uint bit = 1u << (int)((block - Start) / blockBytes);
        long before = Interlocked.Or(ref _returned, bit);
        // of a current slab whoever takes blocks finds it
        if ((before & (Retired | GivenBack)) != Retired) return;
        set.AddFree(blockBytes);
        if (((uint)before | bit) == _all) GiveBackIfFree();
        else if ((uint)before == 0) set.List(this);
    }

    /// <summary>Ends being current; for the one who has it, and must not use it after.</summary>
    public void Retire()
    {
        uint known = _known;
        _known = 0;
        uint free = (uint)Interlocked.Or(ref _returned, Retired | known) | known;
        if (free == 0) return;
        set.AddFree(FreeBytes(free));
        if (free == _all) GiveBackIfFree();
        else set.List(this);
    }

    /// <summary>Makes a retired slab, which was taken from the list, current; false if it is back in the pool.</summary>
    public bool TryMakeCurrent()
    {
        long state;
        do
        {
            state = Volatile.Read(ref _returned);
            if ((state & GivenBack) != 0) return false;
        }
        while (Interlocked.CompareExchange(ref _returned, 0, state) != state);

        set.AddFree(-FreeBytes((uint)state));
        _known = (uint)state;
        return true;
    }

    private long FreeBytes(uint blocks) => (long)BitOperations.PopCount(blocks) * blockBytes;

    private void GiveBackIfFree()
    {
        // one of those that see it free, unless somebody has made the slab current
        if (Interlocked.CompareExchange(ref _returned, GivenBack, Retired | _all) != (Retired | _all)) return;
        set.AddFree(-ByteLength);
        Pool.Return((nint)Start, ByteLength);
        BlockFinalizer.Suppress(this);
    }
}
