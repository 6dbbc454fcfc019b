namespace NumericsCore.CudaEmulator;

/// <content>Contexts.</content>
internal sealed unsafe partial class EmulatedDriver
{
    /// <summary>Makes a context, and makes it the thread's.</summary>
    public nint CreateContext(int device)
    {
        CheckDevice(device);
        ThrowIfStopped();
        var context = new CudaContext();
        _current.Value = context;
        return _contexts.Add(context);
    }

    /// <summary>Runs what is left to run, and lets go of all that the context has.</summary>
    public void DestroyContext(nint handle)
    {
        var context = _contexts.Remove(handle);
        context.RunAll();
        context.IsDestroyed = true;
        if (_current.Value == context) _current.Value = null;
        Leaks.Allocations += context.Allocations.Count + HostMemory.Forget(context);
        foreach (ulong address in context.Allocations) Memory.Free(address);
        Leaks.Streams += _streams.RemoveAll(stream => stream.Context == context);
        Leaks.Events += _events.RemoveAll(happening => happening.Context == context);
        Leaks.Graphs += _graphs.RemoveAll(graph => graph.Context == context) + _executables.RemoveAll(graph => graph.Context == context);
        _functions.RemoveAll(function => function.Module.Context == context);
        Leaks.Modules += _modules.RemoveAll(module => module.Context == context);
        ThrowIfStopped();
    }

    /// <summary>Makes a context the thread's; 0: the thread has none.</summary>
    public void SetCurrentContext(nint handle) => _current.Value = handle == 0 ? null : _contexts.Find(handle);

    /// <summary>The thread's context; 0: it has none.</summary>
    public nint CurrentContext() => _current.Value is { } context ? _contexts.HandleOf(context) : 0;

    /// <summary>Waits for all work of the thread's context.</summary>
    public void SynchronizeContext()
    {
        var context = Current;
        foreach (var stream in context.Streams)
        {
            if (stream.Capture is { } capture) throw capture.Spoil(CudaError.StreamCaptureUnsupported, "the context was waited for");
        }

        context.RunAll();
        ThrowIfStopped();
    }

    /// <summary>What a context is asked to prefer has no effect; a context must be current all the same.</summary>
    public int Preference(int value)
    {
        _ = Current;
        return value;
    }
}
