using System.Runtime.InteropServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Memory of an exact length that a page without access follows: a read past the end ends the process. Linux only.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int PageBytes = 64 << 10; // a multiple of every page size in use
    private const int ReadWrite = 3, NoAccess = 0, PrivateAnonymous = 0x22;

    private readonly MappedBlocks _blocks = new();
    private readonly nint _start;
    private readonly nint _mapped;

    public GuardedMemory(CpuBackend backend, int byteLength)
    {
        nint usable = (byteLength + PageBytes - 1) & -PageBytes;
        _mapped = usable + PageBytes;
        _start = Map(0, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
        if (_start == -1) throw new InvalidOperationException($"{_mapped} bytes could not be mapped.");
        if (Protect(_start + usable, PageBytes, NoAccess) != 0) throw new InvalidOperationException("The guard page could not be protected.");
        byte* start = (byte*)(_start + usable - byteLength);
        Memory = new CpuMemory(backend, new SingleBlock(_blocks, start, byteLength), start, byteLength);
    }

    public CpuMemory Memory { get; }

    public void Dispose()
    {
        Memory.Dispose();
        _ = Unmap(_start, _mapped);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);

    /// <summary>Takes a block back and is never asked for one. What frees blocks of the system's must not get these, which are mapped.</summary>
    private sealed class MappedBlocks : BlockPool<nint>
    {
        protected override nint Allocate(nint byteLength) => throw new NotSupportedException("Guarded memory is mapped.");

        protected override void Free(nint block)
        {
            // its owner unmaps it
        }
    }
}
