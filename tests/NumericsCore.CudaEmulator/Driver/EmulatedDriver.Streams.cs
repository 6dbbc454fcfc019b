namespace NumericsCore.CudaEmulator;

/// <content>Streams.</content>
internal sealed unsafe partial class EmulatedDriver
{
    private const uint NonBlocking = 1;

    private readonly HandleTable<CudaStream> _streams = new("stream", 0x2000_0000, CudaError.InvalidHandle);

    public nint CreateStream(uint flags)
    {
        var context = Current;
        if (flags > NonBlocking) throw Invalid($"0x{flags:x} are no flags of streams");
        return _streams.Add(context.AddStream(isBlocking: flags != NonBlocking));
    }

    /// <summary>Destroys a stream; what is queued in it still runs.</summary>
    public void DestroyStream(nint handle)
    {
        _ = Current;
        if (_streams.Find(handle).Capture is { } capture) throw capture.Spoil(CudaError.StreamCaptureUnsupported, "the stream was destroyed");
        _streams.Remove(handle).IsDestroyed = true;
    }

    /// <summary>Waits for a stream.</summary>
    public void SynchronizeStream(nint handle)
    {
        var stream = FindStream(handle);
        if (stream.Capture is { } capture) throw capture.Spoil(CudaError.StreamCaptureUnsupported, "the stream was waited for");
        Wait(stream);
    }

    private CudaStream FindStream(nint handle)
    {
        var context = Current;
        if (handle != 0) return _streams.Find(handle);
        RefuseLegacyStream(context);
        return context.Legacy;
    }

    // kernels, graphs and events ask for a stream of the context that is current; copies do not
    private CudaStream FindOwnStream(nint handle)
    {
        var stream = FindStream(handle);
        return stream.Context == _current.Value ? stream : throw new CallRefusedException(CudaError.InvalidHandle, "the stream is another context's");
    }

    private void Queue(CudaStream stream, Action work)
    {
        if (stream.Capture is { } capture) capture.Add(work);
        else Enqueue(stream, ++_tickets, () => Run(work));
    }

    private void Enqueue(CudaStream stream, long ticket, Action run)
    {
        stream.Enqueue(ticket, run);
        if (Settings.RunsAtOnce) Wait(stream);
    }

    private void Wait(CudaStream stream)
    {
        stream.RunThrough(long.MaxValue);
        ThrowIfStopped();
    }
}
