using System.Runtime.InteropServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Native memory, aligned to 64 bytes. Large blocks ask for huge pages: scattered small ones collide in the second cache, which
/// halves the speed of some products from one run to the next, and each costs an address translation of its own.
/// </summary>
internal static unsafe class NativeBlocks
{
    private const nint HugePage = 2 << 20;
    private const int AdviseHugePage = 14;

    // set by a failure of the advice, which a kernel without huge pages refuses
    private static volatile bool s_refused = !OperatingSystem.IsLinux();

    /// <summary>The content is unspecified; <see cref="Free"/> takes it back.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory of that size.</exception>
    public static byte* Allocate(nint byteLength) => byteLength < HugePage
        ? AllocatePlain(byteLength)
        : AllocateLarge(byteLength);

    /// <summary>As <see cref="Allocate"/>, in whole huge pages however few bytes are asked for.</summary>
    public static byte* AllocateLarge(nint byteLength)
    {
        if (s_refused) return AllocatePlain(byteLength);
        nuint whole = ((nuint)byteLength + (nuint)HugePage - 1) & ~(nuint)(HugePage - 1);
        byte* block = Aligned(whole, (nuint)HugePage);
        // advice alone: without it the block serves as well, only slower
        if (Advise(block, whole, AdviseHugePage) != 0) s_refused = true;
        return block;
    }

    private static byte* AllocatePlain(nint byteLength) => Aligned((nuint)byteLength, CpuMemoryPool.Alignment);

    private static byte* Aligned(nuint byteLength, nuint alignment) => MemoryShortage.Refuses()
        ? throw new InsufficientMemoryException()
        : (byte*)NativeMemory.AlignedAlloc(byteLength, alignment);

    public static void Free(byte* block) => NativeMemory.AlignedFree(block);

#pragma warning disable SYSLIB1054 // a source generator would slow a user's first build, and nothing here needs marshalling
    [DllImport("libc", EntryPoint = "madvise", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(byte* start, nuint length, int advice);
#pragma warning restore SYSLIB1054
}
