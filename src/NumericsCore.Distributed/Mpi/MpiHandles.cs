using System.Runtime.InteropServices;

namespace NumericsCore.Distributed;

/// <summary>The constants of MPI that each library has its own of.</summary>
/// <param name="AreInts">Whether handles are 32-bit integers in calls; otherwise they are as wide as a pointer.</param>
/// <param name="World">The communicator of all processes.</param>
/// <param name="Byte">The type of a byte.</param>
/// <param name="ErrorsReturn">The error handler that has functions return a code.</param>
internal sealed record MpiHandles(bool AreInts, nint World, nint Byte, nint ErrorsReturn)
{
    /// <summary>The libraries, in the order in which they are looked for: the ABI of MPI 5, Open MPI, MPICH and what has its ABI.</summary>
    public static string[] Names { get; } = OperatingSystem.IsMacOS()
        ? ["libmpi_abi.0.dylib", "libmpi.40.dylib", "libmpi.12.dylib"]
        : ["libmpi_abi.so.0", "libmpi.so.40", "libmpich.so.12", "libmpi.so.12"];

    /// <summary>The constants of a loaded library.</summary>
    public static MpiHandles Of(string name, nint library)
    {
        // Open MPI's are the addresses of its own data
        if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world))
            return new(AreInts: false, world, NativeLibrary.GetExport(library, "ompi_mpi_byte"), NativeLibrary.GetExport(library, "ompi_mpi_errors_return"));
        // MPI 5.0, chapter 20: handles are small constants
        if (Path.GetFileName(name).StartsWith("libmpi_abi", StringComparison.Ordinal)) return new(AreInts: false, 0x101, 0x247, 0x142);
        return new(AreInts: true, 0x44000000, 0x4c00010d, 0x54000001);
    }
}
