using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>A part of a training step whose kernel calls are recorded when it is first made, and replayed over the same memory from then on.</summary>
/// <param name="backend">The device.</param>
/// <param name="mayReplay">Whether it is the same sequence of calls each time.</param>
internal sealed class RecordedPass(Backend backend, bool mayReplay) : IDisposable
{
    private bool _mayReplay = mayReplay;
    private Recording? _recording;

    /// <summary>Whether it can be replayed.</summary>
    public bool IsRecorded => _recording is not null;

    /// <summary>Kernel calls in a replay; 0 if none is recorded.</summary>
    public int Calls => _recording?.Count ?? 0;

    public void Replay() => _recording!.Replay();

    /// <summary>Whether replays on this device can say how far they are.</summary>
    public bool ShowsProgress => _recording is { ShowsProgress: true };

    /// <inheritdoc cref="Recording.LastUses"/>
    public int[] LastUses(DeviceMemory memory, IReadOnlyList<(nint Start, nint Length)> ranges) => _recording!.LastUses(memory, ranges);

    /// <inheritdoc cref="Recording.Replay(int[], Action{int})"/>
    public void Replay(int[] places, Action<int> reached) => _recording!.Replay(places, reached);

    /// <summary>Makes the pass, and records it if it may be replayed.</summary>
    /// <param name="compute">The pass.</param>
    /// <param name="fault">What is wrong with its results; within the recording nothing can be read.</param>
    /// <param name="results">The tensors that shall have the content of the last replay.</param>
    /// <exception cref="ArgumentException">The results have a fault.</exception>
    public void Make(Action compute, Func<string?> fault, Func<IEnumerable<Tensor>> results)
    {
        if (!_mayReplay)
        {
            compute();
            return;
        }

        Dispose();
        var recording = Recording.Begin(backend);
        try
        {
            compute();
            recording.End();
        }
        catch
        {
            recording.GiveUp();
            throw;
        }

        if (fault() is { } text)
        {
            recording.Dispose();
            throw new ArgumentException(text);
        }

        if (recording.NotReplayableReason is null)
        {
            _recording = recording;
            recording.KeepInPlace(results());
        }
        else
        {
            _mayReplay = false;
            recording.Dispose();
        }
    }

    public void Dispose()
    {
        _recording?.Dispose();
        _recording = null;
    }
}
