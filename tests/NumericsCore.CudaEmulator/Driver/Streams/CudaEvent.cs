namespace NumericsCore.CudaEmulator;

/// <summary>A point in a stream's work, and when that was reached.</summary>
internal sealed class CudaEvent(CudaContext context, bool hasTiming)
{
    private long _recorded;

    public CudaContext Context => context;

    public bool HasTiming => hasTiming;

    /// <summary>The stream it was last recorded in; null: in none yet.</summary>
    public CudaStream? Stream { get; private set; }

    /// <summary>The capture it was last recorded in, where it stands for no moment at all; null: it was queued as work.</summary>
    public StreamCapture? Capture { get; private set; }

    /// <summary>The time it was reached, by <see cref="TimeProvider.GetTimestamp" />; null while it was not.</summary>
    public long? ReachedAt { get; private set; }

    public bool IsPending => Stream is not null && Capture is null && ReachedAt is null;

    /// <summary>Records it in a stream; the result is the work that marks it as reached. Only the last record counts.</summary>
    public Action Record(CudaStream stream)
    {
        (Stream, Capture, ReachedAt) = (stream, stream.Capture, null);
        long mine = ++_recorded;
        return () =>
        {
            if (mine == _recorded) ReachedAt = TimeProvider.System.GetTimestamp();
        };
    }
}
