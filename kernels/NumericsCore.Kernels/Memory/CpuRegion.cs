using System.Runtime.ConstrainedExecution;

namespace NumericsCore.Kernels;

/// <summary>
/// Native memory of one pool that blocks lie in, which refer to it: its finalizer gives it back once nobody refers to any of them. A critical
/// one, which runs after those of users' objects: these may still compute with their tensors.
/// </summary>
internal abstract unsafe class CpuRegion(BlockPool<nint> pool, byte* start, nint byteLength) : CriticalFinalizerObject
{
    public byte* Start { get; } = start;

    public nint ByteLength { get; } = byteLength;

    protected BlockPool<nint> Pool { get; } = pool;

    /// <summary>Takes back a block, which nobody uses any more; called once for each.</summary>
    public abstract void Return(byte* block);

    /// <summary>What is read of a block that was given back shall show, where operands are watched: not a number in either type.</summary>
    protected static void Poison(byte* block, nint byteLength)
    {
        if (Operands.AreWatched) new Span<byte>(block, (int)Math.Min(byteLength, int.MaxValue)).Fill(byte.MaxValue);
    }
}

/// <summary>A region that is one block.</summary>
internal sealed unsafe class SingleBlock(BlockPool<nint> pool, byte* start, nint byteLength) : CpuRegion(pool, start, byteLength)
{
    private int _returned;

    ~SingleBlock() => GiveBack();

    public override void Return(byte* block)
    {
        GiveBack();
        BlockFinalizer.Suppress(this);
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _returned, 1) != 0) return;
        Poison(Start, ByteLength);
        Pool.Return((nint)Start, ByteLength);
    }
}
