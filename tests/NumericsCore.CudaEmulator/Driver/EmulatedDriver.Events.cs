namespace NumericsCore.CudaEmulator;

/// <content>Events.</content>
internal sealed unsafe partial class EmulatedDriver
{
    private const uint BlockingSync = 1, DisableTiming = 2;

    private readonly HandleTable<CudaEvent> _events = new("event", 0x3000_0000, CudaError.InvalidHandle);

    public nint CreateEvent(uint flags)
    {
        var context = Current;
        if ((flags & ~(BlockingSync | DisableTiming)) != 0) throw Invalid($"0x{flags:x} are no flags of events within a process");
        return _events.Add(new(context, hasTiming: (flags & DisableTiming) == 0));
    }

    public void DestroyEvent(nint handle)
    {
        _ = Current;
        _events.Remove(handle);
    }

    public void RecordEvent(nint handle, nint streamHandle)
    {
        var stream = FindStream(streamHandle);
        var recorded = _events.Find(handle);
        if (recorded.Context != stream.Context) throw new CallRefusedException(CudaError.InvalidHandle, "event and stream are of two contexts");
        stream.Capture?.ThrowIfSpoiled();
        var reached = recorded.Record(stream);
        // in a capture it marks a place in the graph, and no moment
        if (stream.Capture is null) Queue(stream, reached);
    }

    /// <summary>Whether an event has been reached. Asking lets time pass: the stream does one piece of work.</summary>
    public bool QueryEvent(nint handle)
    {
        var asked = FindEvent(handle);
        if (!asked.IsPending) return true;
        asked.Stream!.RunNext();
        ThrowIfStopped();
        return false;
    }

    /// <summary>Waits for an event, and for no work that comes after it.</summary>
    public void SynchronizeEvent(nint handle)
    {
        var awaited = FindEvent(handle);
        while (awaited.IsPending)
        {
            awaited.Stream!.RunNext();
            ThrowIfStopped();
        }
    }

    /// <summary>The milliseconds between two events that have been reached.</summary>
    public float Elapsed(nint startHandle, nint endHandle)
    {
        CudaEvent start = FindEvent(startHandle), end = FindEvent(endHandle);
        if (start.Stream is null || end.Stream is null || !start.HasTiming || !end.HasTiming || start.Context != end.Context)
            throw new CallRefusedException(CudaError.InvalidHandle, "both events must be of one context, keep time, and have been recorded");
        if (start.IsPending || end.IsPending) throw new CallRefusedException(CudaError.NotReady, "an event has not been reached");
        return (float)TimeProvider.System.GetElapsedTime(start.ReachedAt!.Value, end.ReachedAt!.Value).TotalMilliseconds;
    }

    private CudaEvent FindEvent(nint handle)
    {
        _ = Current;
        var found = _events.Find(handle);
        return found.Capture is { } capture ? throw capture.Spoil(CudaError.CapturedEvent, "an event that was recorded in the capture was asked for") : found;
    }
}
