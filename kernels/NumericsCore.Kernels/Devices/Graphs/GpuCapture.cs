using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// While it is active, the kernels that this thread launches on a device go to a stream of their own, where the driver records them.
/// Memory that they use and give back must not serve anything else as long as the recorded work may run again.
/// </summary>
internal sealed class GpuCapture : IDisposable
{
    [ThreadStatic]
    private static GpuCapture? s_active;

    private readonly List<Action> _release = [];

    private GpuCapture(GpuQueue queue, AcceleratorStream stream)
    {
        Queue = queue;
        Stream = stream;
    }

    /// <summary>The capture in progress on this thread, if any.</summary>
    public static GpuCapture? Active => s_active;

    public GpuQueue Queue { get; }

    public AcceleratorStream Stream { get; }

    /// <summary>Runs an action with this thread's launches on <paramref name="queue"/> going to <paramref name="stream"/>.</summary>
    public static GpuCapture Run(GpuQueue queue, AcceleratorStream stream, Action action)
    {
        if (s_active is not null) throw new InvalidOperationException("A capture is in progress on this thread.");
        var capture = s_active = new GpuCapture(queue, stream);
        try
        {
            action();
        }
        finally
        {
            s_active = null;
        }

        return capture;
    }

    /// <summary>What to do once the recorded work runs no more.</summary>
    public void OnRelease(Action action) => _release.Add(action);

    /// <summary>Lets go of all that the recorded work used.</summary>
    public void Dispose()
    {
        foreach (var action in _release) action();
        _release.Clear();
    }
}
