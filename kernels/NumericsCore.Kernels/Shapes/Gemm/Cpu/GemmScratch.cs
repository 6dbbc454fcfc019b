namespace NumericsCore.Kernels;

/// <summary>One thread's memory for packed panels and accumulators. It grows to what the thread's largest call needs, stays for the next, and goes with the thread.</summary>
internal sealed unsafe class GemmScratch
{
    // panels that fill a good part of the second cache
    private const nint LargeBytes = 128 << 10;

    [ThreadStatic]
    private static GemmScratch? t_current;

    private byte* _memory;
    private nint _byteLength;
    private nint _used;

    ~GemmScratch() => NativeBlocks.Free(_memory);

    /// <summary>The scratch of this thread with at least <paramref name="byteLength"/> bytes, all of them free.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no memory of that size.</exception>
    public static GemmScratch Rent(nint byteLength)
    {
        GemmScratch scratch = t_current ??= new GemmScratch();
        if (scratch._byteLength < byteLength) scratch.Grow(byteLength);
        scratch._used = 0;
        return scratch;
    }

    /// <summary>Bytes that <see cref="Take"/> uses for that many elements.</summary>
    public static nint BytesFor<T>(nint count) where T : unmanaged => ((count * sizeof(T)) + CpuMemoryPool.Alignment - 1) & -CpuMemoryPool.Alignment;

    /// <summary>The next free part, aligned to 64 bytes; its content is unspecified.</summary>
    public T* Take<T>(nint count) where T : unmanaged
    {
        T* part = (T*)(_memory + _used);
        _used += BytesFor<T>(count);
        if (_used > _byteLength) throw new InvalidOperationException($"The scratch memory holds {_byteLength} bytes; {_used} are needed.");
        return part;
    }

    private void Grow(nint byteLength)
    {
        NativeBlocks.Free(_memory);
        _memory = null;
        _byteLength = 0;
        MemoryShortage.Begins(scratch: true);
        _memory = HostMemory.Allocate(byteLength, large: byteLength >= LargeBytes);
        _byteLength = byteLength;
    }
}
