namespace NumericsCore.CudaEmulator;

/// <summary>A context: whose streams, modules, events, graphs and allocations vanish with it.</summary>
internal sealed class CudaContext
{
    private readonly List<CudaStream> _streams = [];

    public CudaContext() => Legacy = new(this, waitsForLegacy: false);

    /// <summary>The stream of handle 0, which waits for the work of all blocking streams that was queued before its own, and they for its.</summary>
    public CudaStream Legacy { get; }

    /// <summary>All other streams; those destroyed with work still queued too.</summary>
    public IReadOnlyList<CudaStream> Streams => _streams;

    /// <summary>Addresses of the context's allocations.</summary>
    public HashSet<ulong> Allocations { get; } = [];

    public bool IsDestroyed { get; set; }

    public CudaStream AddStream(bool isBlocking)
    {
        _streams.RemoveAll(static stream => stream is { IsDestroyed: true, HasWork: false });
        var stream = new CudaStream(this, isBlocking);
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Runs all that is queued.</summary>
    public void RunAll()
    {
        Legacy.RunThrough(long.MaxValue);
        foreach (var stream in _streams) stream.RunThrough(long.MaxValue);
    }
}
