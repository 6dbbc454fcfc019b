using System.Runtime.InteropServices;

namespace NumericsCore.Kernels;

/// <summary>Blocks of native memory.</summary>
internal sealed unsafe class CpuMemoryPool : BlockPool<nint>
{
    protected override nint Allocate(nint byteLength) => (nint)NativeMemory.AlignedAlloc((nuint)byteLength, Alignment);

    protected override void Free(nint block) => NativeMemory.AlignedFree((void*)block);
}
