namespace NumericsCore.CudaEmulator;

/// <content>Copies and fills. (CUDA Driver API, "API synchronization behavior".)</content>
internal sealed unsafe partial class EmulatedDriver
{
    private enum Place
    {
        Device,
        Pinned,
        Pageable,
    }

    /// <summary>
    /// Copies in stream order. Pageable memory is read at once, into a buffer, and written before the call returns; page-locked memory is
    /// read and written when the copy's turn comes.
    /// </summary>
    public void Copy(ulong to, ulong from, ulong bytes, nint streamHandle)
    {
        var stream = FindStream(streamHandle);
        if (bytes == 0) return;
        var (target, source) = (PlaceOf(to, bytes), PlaceOf(from, bytes));
        bool isPageable = target == Place.Pageable || source == Place.Pageable;
        if (isPageable && stream.Capture is { } capture) throw capture.Spoil(CudaError.StreamCaptureUnsupported, "a copy of pageable memory was captured");
        if (source == Place.Pageable)
        {
            byte[] staged = new byte[checked((int)bytes)];
            new ReadOnlySpan<byte>((void*)from, staged.Length).CopyTo(staged);
            Queue(stream, () => staged.CopyTo(new Span<byte>(Bytes(to, bytes), staged.Length)));
        }
        else
        {
            Queue(stream, () => Buffer.MemoryCopy(Bytes(from, bytes), Bytes(to, bytes), bytes, bytes));
        }

        if (target == Place.Pageable) Wait(stream);
    }

    public void Fill(ulong to, byte value, ulong bytes, nint streamHandle)
    {
        var stream = FindStream(streamHandle);
        if (bytes == 0) return;
        if (PlaceOf(to, bytes) == Place.Pageable) throw Invalid($"0x{to:x} is the host's");
        Queue(stream, () =>
        {
            byte* start = Bytes(to, bytes);
            for (ulong done = 0; done < bytes; done += int.MaxValue) new Span<byte>(start + done, (int)Math.Min(int.MaxValue, bytes - done)).Fill(value);
        });
    }

    private Place PlaceOf(ulong address, ulong bytes)
    {
        if (Memory.Owns(address))
            return Memory.Translate(address, bytes) is not null ? Place.Device : throw Invalid($"{bytes} bytes at 0x{address:x} are not within one allocation");
        return HostMemory.IsPinned(address, bytes) switch
        {
            true => Place.Pinned,
            false => Place.Pageable,
            null => throw Invalid($"of {bytes} bytes at 0x{address:x} only a part is page-locked"),
        };
    }

    // where the bytes are when their turn comes: device memory may have been freed since
    private byte* Bytes(ulong address, ulong bytes)
    {
        if (!Memory.Owns(address)) return (byte*)address;
        byte* start = Memory.Translate(address, bytes);
        return start is not null ? start : throw new DeviceFaultException(CudaError.IllegalAddress, $"a copy or fill of {bytes} bytes at 0x{address:x}, which are freed");
    }
}
