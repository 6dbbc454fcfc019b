namespace NumericsCore.CudaEmulator;

/// <summary>Addresses that an access may use: one allocation from some address on, or a block's shared memory.</summary>
internal readonly unsafe struct MemoryRange(ulong start, ulong bytes, byte* host)
{
    public readonly ulong Start = start;
    public readonly ulong Bytes = bytes;

    /// <summary>Where the host finds the first byte.</summary>
    public readonly byte* Host = host;

    /// <summary>Whether all bytes from an address on are in it.</summary>
    public bool Contains(ulong address, ulong bytes) => bytes <= Bytes && address - Start <= Bytes - bytes;
}
