namespace NumericsCore.Kernels;

/// <summary>What is said where a device has no room.</summary>
internal static class MemoryText
{
    /// <summary>Names the block's size, and what this process has of the memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="byteLength">The block's size.</param>
    /// <param name="total">"of its 8192 MiB, ", or nothing where it is not known.</param>
    /// <param name="inUse">Bytes that this process uses there.</param>
    /// <param name="free">Bytes that it keeps for reuse.</param>
    /// <param name="cause">The driver's or the system's refusal.</param>
    public static InsufficientMemoryException NoRoom(string device, nint byteLength, string total, long inUse, long free, Exception? cause) =>
        new($"{device} has no room for a block of {Size(byteLength)}: {total}{Size(inUse)} are in use and {Size(free)} are kept for reuse by this process; "
            + "other programs may hold the rest.", cause);

    /// <summary>Bytes; MiB from ten of them on.</summary>
    public static string Size(long bytes) => bytes < 10L << 20
        ? FormattableString.Invariant($"{bytes} bytes")
        : FormattableString.Invariant($"{bytes / (double)(1 << 20):F0} MiB");
}
