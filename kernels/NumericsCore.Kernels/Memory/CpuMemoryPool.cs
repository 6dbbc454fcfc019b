namespace NumericsCore.Kernels;

/// <summary>Blocks of native memory; small ones lie together in slabs, which are blocks of the pool.</summary>
internal sealed unsafe class CpuMemoryPool : BlockPool<nint>
{
    public CpuMemoryPool() => Slabs = new SlabSet(this);

    public SlabSet Slabs { get; }

    // blocks of a slab that are free are kept for reuse
    public override long BytesInUse => base.BytesInUse - Slabs.BytesFree;

    public override long BytesFree => base.BytesFree + Slabs.BytesFree;

    protected override bool GivesBack => true;

    // some blocks that the caches still hold: a larger round of them costs more time than the collections that it saves
    protected override long Allowance => 32L << 20;

    public override void Trim()
    {
        Slabs.Retire();
        base.Trim();
    }

    protected override nint Allocate(nint byteLength) => (nint)HostMemory.Allocate(byteLength);

    // the other CPU devices' blocks lie in the same memory
    protected override nint AllocateMakingRoom(nint byteLength) => Allocate(byteLength);

    protected override void Free(nint block) => NativeBlocks.Free((byte*)block);
}
