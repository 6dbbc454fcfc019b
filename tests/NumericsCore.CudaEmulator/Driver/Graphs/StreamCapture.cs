namespace NumericsCore.CudaEmulator;

/// <summary>CUstreamCaptureMode: whom a capture keeps from calls that may disturb one.</summary>
internal enum CaptureMode
{
    /// <summary>Every thread.</summary>
    Global = 0,

    /// <summary>The thread that began it.</summary>
    ThreadLocal = 1,

    /// <summary>None.</summary>
    Relaxed = 2,
}

/// <summary>A stream's work being recorded instead of queued. What must not be done meanwhile spoils it, and its end tells.</summary>
internal sealed class StreamCapture(CaptureMode mode, int thread)
{
    private readonly List<Action> _work = [];
    private string? _spoiledBy;

    public CaptureMode Mode => mode;

    /// <summary>The thread that began it.</summary>
    public int Thread => thread;

    public IReadOnlyList<Action> Work => _work;

    /// <summary>Records work.</summary>
    /// <exception cref="CallRefusedException">The capture is spoiled.</exception>
    public void Add(Action work)
    {
        ThrowIfSpoiled();
        _work.Add(work);
    }

    /// <summary>Spoils the capture; the exception is for who did it.</summary>
    public CallRefusedException Spoil(CudaError code, string reason)
    {
        _spoiledBy ??= reason;
        return new(code, reason);
    }

    /// <exception cref="CallRefusedException">The capture is spoiled.</exception>
    public void ThrowIfSpoiled()
    {
        if (_spoiledBy is { } reason) throw new CallRefusedException(CudaError.StreamCaptureInvalidated, $"the capture was spoiled before: {reason}");
    }
}
