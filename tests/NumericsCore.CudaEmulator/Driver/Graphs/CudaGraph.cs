namespace NumericsCore.CudaEmulator;

/// <summary>What a capture recorded.</summary>
internal sealed class CudaGraph(CudaContext context, IReadOnlyList<Action> work)
{
    public CudaContext Context => context;

    public IReadOnlyList<Action> Work => work;
}

/// <summary>A graph that can be launched; one launch of it runs after the other, also in different streams.</summary>
internal sealed class CudaGraphExec(CudaContext context, Action[] work)
{
    private (CudaStream Stream, long Ticket)? _last;

    public CudaContext Context => context;

    public ReadOnlySpan<Action> Work => work;

    /// <summary>The work of a launch with a ticket in a stream.</summary>
    public Action Launch(CudaStream stream, long ticket, Action<Action> run)
    {
        var before = _last;
        _last = (stream, ticket);
        return () =>
        {
            if (before is { } last && last.Stream != stream) last.Stream.RunThrough(last.Ticket);
            foreach (var piece in work) run(piece);
        };
    }
}
