namespace NumericsCore.Kernels;

/// <summary>Blocks of native memory.</summary>
internal sealed unsafe class CpuMemoryPool : BlockPool<nint>
{
    protected override bool GivesBack => true;

    // some blocks that the caches still hold: a larger round of them costs more time than the collections that it saves
    protected override long Allowance => 32L << 20;

    protected override nint Allocate(nint byteLength) => (nint)HostMemory.Allocate(byteLength);

    // the other CPU devices' blocks lie in the same memory
    protected override nint AllocateMakingRoom(nint byteLength) => Allocate(byteLength);

    protected override void Free(nint block) => NativeBlocks.Free((byte*)block);
}
