namespace NumericsCore.CudaEmulator;

/// <summary>Where a block's shared memory lies.</summary>
internal static class SharedMemory
{
    /// <summary>Its first address in its own space: not 0, as on sm_90, where the system keeps the first kibibyte.</summary>
    public const ulong Start = 1024;

    /// <summary>What is added to an address of shared memory to have a generic one.</summary>
    public const ulong Window = 0x7ff4_f400_0000;

    /// <summary>The bytes of generic addresses that are shared memory's.</summary>
    public const ulong WindowBytes = 1 << 24;

    /// <summary>The most that a kernel may have, its own and the launch's together.</summary>
    public const int Most = 48 * 1024;
}
