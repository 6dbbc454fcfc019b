using System.Diagnostics.CodeAnalysis;

namespace NumericsCore.Kernels;

/// <summary>
/// The host's native memory, which all CPU devices of the process share: when the system refuses a block, what any of them keeps for reuse
/// is given back before it is asked once more.
/// </summary>
internal static unsafe class HostMemory
{
    private static readonly Lock s_lock = new();
    private static readonly List<(WeakReference<CpuBackend> Device, CpuMemoryPool Pool)> s_pools = [];

    /// <summary>A pool whose free blocks go back to the system when memory runs short, and when another device is made after its own is gone.</summary>
    public static CpuMemoryPool PoolOf(CpuBackend device)
    {
        TrimAbandoned();
        var pool = new CpuMemoryPool();
        lock (s_lock) s_pools.Add((new WeakReference<CpuBackend>(device), pool));
        return pool;
    }

    /// <summary>A block, aligned to 64 bytes; <see cref="NativeBlocks.Free"/> takes it back.</summary>
    /// <param name="byteLength">Its size.</param>
    /// <param name="large">Whether to ask for huge pages, however few bytes these are.</param>
    /// <exception cref="InsufficientMemoryException">The system has no memory of that size, even after all pools gave theirs back.</exception>
    public static byte* Allocate(nint byteLength, bool large = false)
    {
        if (TryAllocate(byteLength, large, out byte* block, out _)) return block;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        foreach (var (_, pool) in Pools()) pool.Trim();
        if (TryAllocate(byteLength, large, out block, out var cause)) return block;
        var pools = Pools();
        throw MemoryText.NoRoom("The CPU", byteLength, "", pools.Sum(static pool => pool.Pool.BytesInUse), pools.Sum(static pool => pool.Pool.BytesFree), cause);
    }

    private static bool TryAllocate(nint byteLength, bool large, out byte* block, [NotNullWhen(false)] out OutOfMemoryException? refusal)
    {
        block = null;
        refusal = null;
        try
        {
            block = large ? NativeBlocks.AllocateLarge(byteLength) : NativeBlocks.Allocate(byteLength);
            return true;
        }
        catch (OutOfMemoryException exception)
        {
            refusal = exception;
            return false;
        }
    }

    // not by a finalizer: blocks of a device's last tensors may come back after it
    private static void TrimAbandoned()
    {
        foreach (var (device, pool) in Pools())
            if (!device.TryGetTarget(out _)) pool.Trim();
        lock (s_lock) s_pools.RemoveAll(static known => !known.Device.TryGetTarget(out _) && known.Pool is { BytesInUse: 0, BytesFree: 0 });
    }

    private static (WeakReference<CpuBackend> Device, CpuMemoryPool Pool)[] Pools()
    {
        lock (s_lock) return [.. s_pools];
    }
}
