using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>How a loop writes its results. The bits are the same.</summary>
internal unsafe interface IStore
{
    static abstract void Store<TLane, T>(TLane value, T* destination) where TLane : struct, IVectorLane<TLane, T> where T : unmanaged;

    /// <summary>Makes what was stored visible to other threads before anything that is stored later.</summary>
    static abstract void Complete();
}

/// <summary>Through the caches, where whoever reads the result next finds it.</summary>
internal readonly unsafe struct CachedStore : IStore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane value, T* destination) where TLane : struct, IVectorLane<TLane, T> where T : unmanaged =>
        TLane.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Complete()
    {
        // plain stores are published by whatever publishes the work
    }
}

/// <summary>
/// Past the caches, for results larger than they are: a cached store first reads the line that it overwrites, a third of all traffic
/// of a map. The destination is aligned to the lane.
/// </summary>
internal readonly unsafe struct StreamingStore : IStore
{
    // with the operands, more than the last cache: below, the next kernel would find the results there
    private static readonly nint s_minBytes = CacheSizes.Level3 / 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane value, T* destination) where TLane : struct, IVectorLane<TLane, T> where T : unmanaged =>
        TLane.StoreStreaming(value, destination);

    // x86 lets streaming stores fall behind later ones
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Complete() => Interlocked.MemoryBarrier();

    /// <summary>Whether these results are more than the caches would hold until somebody reads them, and all rows begin aligned.</summary>
    public static bool Pays<T>(T* destination, nint rows, nint columns) where T : unmanaged =>
        rows * columns * sizeof(T) >= s_minBytes
        && (((nint)destination | (rows > 1 ? columns * sizeof(T) : 0)) & (CpuMemoryPool.Alignment - 1)) == 0;
}
