namespace NumericsCore.CudaEmulator;

/// <summary>Work in order, which waits until something waits for it; each piece has a ticket, and tickets grow over all streams.</summary>
internal sealed class CudaStream(CudaContext context, bool waitsForLegacy)
{
    private readonly Queue<(long Ticket, Action Work)> _queue = new();

    public CudaContext Context => context;

    /// <summary>Whether its work and that of the context's legacy stream wait for each other.</summary>
    public bool IsBlocking => waitsForLegacy;

    public bool IsLegacy => context.Legacy == this;

    public bool IsDestroyed { get; set; }

    public bool HasWork => _queue.Count > 0;

    /// <summary>The capture that takes what is queued; null: it is queued.</summary>
    public StreamCapture? Capture { get; set; }

    public void Enqueue(long ticket, Action work) => _queue.Enqueue((ticket, work));

    /// <summary>Runs what was queued up to a ticket, and what that has to wait for.</summary>
    public void RunThrough(long ticket)
    {
        while (_queue.TryPeek(out var next) && next.Ticket <= ticket) RunNext();
    }

    /// <summary>Runs the piece of work whose turn it is, if any, and what it has to wait for.</summary>
    public void RunNext()
    {
        if (!_queue.TryDequeue(out var next)) return;
        if (IsLegacy)
        {
            foreach (var other in context.Streams.Where(static stream => stream.IsBlocking)) other.RunThrough(next.Ticket);
        }
        else if (waitsForLegacy)
        {
            context.Legacy.RunThrough(next.Ticket);
        }

        next.Work();
    }
}
