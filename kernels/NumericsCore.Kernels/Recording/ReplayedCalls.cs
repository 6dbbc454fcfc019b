namespace NumericsCore.Kernels;

/// <summary>Calls that are made again and again: by the device itself where it has kept them, else one by one.</summary>
/// <param name="capture">Has the device keep the calls; asked once.</param>
/// <param name="calls">Makes the calls.</param>
internal sealed class ReplayedCalls(Func<Action, Replay?> capture, Action calls) : IDisposable
{
    private bool _captured;
    private Replay? _replay;

    public void Run()
    {
        if (!_captured)
        {
            _captured = true;
            _replay = capture(calls);
        }

        if (_replay is not null)
        {
            if (_replay.TryRun() is null) return;
            // refused once, it is refused for good
            Dispose();
        }

        calls();
    }

    /// <summary>Frees what the device keeps; further runs are made call by call.</summary>
    public void Dispose()
    {
        _captured = true;
        _replay?.Dispose();
        _replay = null;
    }
}
