namespace NumericsCore.CudaEmulator;

/// <content>Captures and graphs. (CUDA Programming Guide, "Prohibited and Unhandled Operations".)</content>
internal sealed unsafe partial class EmulatedDriver
{
    private const ulong InstantiateFlags = 0xf;

    private readonly HandleTable<CudaGraph> _graphs = new("graph", 0x6000_0000, CudaError.InvalidValue);
    private readonly HandleTable<CudaGraphExec> _executables = new("executable graph", 0x7000_0000, CudaError.InvalidValue);

    public void BeginCapture(nint streamHandle, int mode)
    {
        _ = Current;
        if (!Enum.IsDefined((CaptureMode)mode)) throw Invalid($"{mode} is no capture mode");
        if (streamHandle == 0) throw new CallRefusedException(CudaError.StreamCaptureUnsupported, "the legacy stream cannot be captured");
        var stream = FindOwnStream(streamHandle);
        if (stream.Capture is not null) throw new CallRefusedException(CudaError.IllegalState, "the stream is being captured");
        stream.Capture = new((CaptureMode)mode, Environment.CurrentManagedThreadId);
    }

    public nint EndCapture(nint streamHandle)
    {
        var stream = FindOwnStream(streamHandle);
        var capture = stream.Capture ?? throw new CallRefusedException(CudaError.IllegalState, "the stream is not being captured");
        if (capture.Mode != CaptureMode.Relaxed && capture.Thread != Environment.CurrentManagedThreadId)
            throw new CallRefusedException(CudaError.StreamCaptureWrongThread, "another thread began the capture");
        stream.Capture = null;
        capture.ThrowIfSpoiled();
        return _graphs.Add(new(stream.Context, capture.Work));
    }

    public nint Instantiate(nint graphHandle, ulong flags)
    {
        var context = Current;
        if (flags > InstantiateFlags) throw Invalid($"0x{flags:x} are no flags of graphs");
        return _executables.Add(new(context, [.. _graphs.Find(graphHandle).Work]));
    }

    public void LaunchGraph(nint handle, nint streamHandle)
    {
        var stream = FindOwnStream(streamHandle);
        var graph = _executables.Find(handle);
        if (graph.Context != stream.Context) throw new CallRefusedException(CudaError.InvalidHandle, "the graph is another context's");
        Counts.GraphLaunches++;
        if (stream.Capture is { } capture)
        {
            foreach (var work in graph.Work) capture.Add(work);
        }
        else
        {
            long ticket = ++_tickets;
            Enqueue(stream, ticket, graph.Launch(stream, ticket, Run));
        }
    }

    public void DestroyGraph(nint handle)
    {
        _ = Current;
        _graphs.Remove(handle);
    }

    /// <summary>Destroys an executable graph; launches of it that are queued still run.</summary>
    public void DestroyExecutable(nint handle)
    {
        _ = Current;
        _executables.Remove(handle);
    }

    // calls that may disturb a capture, such as allocations, spoil those of modes that forbid them
    private void RefuseUnsafeCall()
    {
        foreach (var capture in Captures(_contexts.Items))
        {
            if (capture.Mode == CaptureMode.Global || (capture.Mode == CaptureMode.ThreadLocal && capture.Thread == Environment.CurrentManagedThreadId))
                throw capture.Spoil(CudaError.StreamCaptureUnsupported, $"memory was allocated, freed or locked in a capture of mode {capture.Mode}");
        }
    }

    // the legacy stream stands for all blocking streams of its context, captured ones too
    private static void RefuseLegacyStream(CudaContext context)
    {
        foreach (var stream in context.Streams)
        {
            if (stream is { IsBlocking: true, Capture: { } capture })
                throw capture.Spoil(CudaError.StreamCaptureImplicit, "the legacy stream was used while a blocking stream was captured");
        }
    }

    private static IEnumerable<StreamCapture> Captures(IEnumerable<CudaContext> contexts) =>
        contexts.SelectMany(static context => context.Streams).Select(static stream => stream.Capture).OfType<StreamCapture>();
}
