namespace NumericsCore.Kernels;

/// <summary>The host's memory, and kernels in managed SIMD code on all cores.</summary>
internal sealed unsafe partial class CpuBackend : Backend
{
    /// <param name="threads">Threads that share the work, the caller's included; at least 1.</param>
    /// <param name="simdBits">Lane width: 512, 256, 128, or 0 for scalars.</param>
    public CpuBackend(int threads, int simdBits)
    {
        OutOfRange.ThrowIfLessThan(threads, 1);
        Workers = new CpuWorkers(threads);
        SimdBits = simdBits;
        Pool = HostMemory.PoolOf(this);
    }

    public CpuWorkers Workers { get; }

    public CpuMemoryPool Pool { get; }

    public int SimdBits { get; }

    public override void TrimMemory() => Pool.Trim();

    public override DeviceMemory Allocate(nint byteLength)
    {
        // a test that has memory run out counts each request, which a slab serves without one
        if ((nuint)byteLength <= (nuint)SlabSet.MaxBlockBytes && !MemoryShortage.IsActive) return Pool.Slabs.Take(this, byteLength);
        var (pointer, capacity) = Pool.Take(byteLength);
        return new CpuMemory(this, new SingleBlock(Pool, (byte*)pointer, capacity), (byte*)pointer, capacity);
    }

    public override void Upload<T>(ReadOnlySpan<T> source, Slice<T> destination)
    {
        destination.Memory.IsWritten = true;
        source.CopyTo(new Span<T>(destination.Pointer(), checked((int)destination.Length)));
        GC.KeepAlive(destination.Memory);
    }

    public override void Download<T>(Slice<T> source, Span<T> destination)
    {
        new Span<T>(source.Pointer(), checked((int)source.Length)).CopyTo(destination);
        GC.KeepAlive(source.Memory);
    }
}
