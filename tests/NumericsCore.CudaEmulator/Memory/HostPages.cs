using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>Ranges of the process's addresses, taken from the system; pages nobody has written cost nothing.</summary>
internal static unsafe class HostPages
{
    private const int Private = 2, NoReserve = 0x4000, Anonymous = 0x20, NoAccess = 0, ReadWrite = 3;

    /// <summary>A range that any access to ends the process: an address for devices, not for the host.</summary>
    public static byte* Untouchable(ulong wish, ulong bytes) => Map(wish, bytes, NoAccess);

    /// <summary>A range of zeros.</summary>
    public static byte* Zeros(ulong bytes) => Map(0, bytes, ReadWrite);

    public static void Release(byte* start, ulong bytes)
    {
        if (start is not null && Unmap(start, (nuint)bytes) != 0) throw new InvalidOperationException("munmap fails.");
    }

    private static byte* Map(ulong wish, ulong bytes, int access)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("The CUDA emulator runs on Linux.");
        byte* start = MapPages((void*)wish, (nuint)bytes, access, Private | NoReserve | Anonymous, -1, 0);
        return (nint)start == -1 ? throw new InsufficientMemoryException($"The system gives no range of {bytes} bytes.") : start;
    }

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern byte* MapPages(void* wish, nuint bytes, int access, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(void* start, nuint bytes);
}
