namespace NumericsCore.Kernels;

/// <summary>Blocks of native memory.</summary>
internal sealed unsafe class CpuMemoryPool : BlockPool<nint>
{
    protected override bool GivesBack => true;

    protected override nint Allocate(nint byteLength) => (nint)NativeBlocks.Allocate(byteLength);

    protected override void Free(nint block) => NativeBlocks.Free((byte*)block);
}
