using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>A part of a training step whose kernel calls are recorded when it is first made, and replayed over the same memory from then on.</summary>
/// <param name="backend">The device.</param>
/// <param name="mayReplay">Whether it is the same sequence of calls each time.</param>
/// <param name="isChecked">Whether that is checked now and then, by making it anew.</param>
internal sealed class RecordedPass(Backend backend, bool mayReplay, bool isChecked = false) : IDisposable
{
    private bool _mayReplay = mayReplay;
    private Recording? _recording;

    // of the recording, where it is checked
    private ReplayTrace? _trace;
    private ulong _repeats;

    /// <summary>Whether it can be replayed.</summary>
    public bool IsRecorded => _recording is not null;

    /// <summary>
    /// Whether the pass is to be made anew and compared where it could be replayed: the first time, and the second, fourth, eighth and so on,
    /// because host code may change its mind later.
    /// </summary>
    public bool IsCheckDue => _trace is not null && BitOperations.IsPow2(_repeats + 1);

    /// <summary>Kernel calls in a replay; 0 if none is recorded.</summary>
    public int Calls => _recording?.Count ?? 0;

    public void Replay()
    {
        _repeats++;
        _recording!.Replay();
    }

    /// <summary>Whether replays on this device can say how far they are.</summary>
    public bool ShowsProgress => _recording is { ShowsProgress: true };

    /// <inheritdoc cref="Recording.LastUses"/>
    public int[] LastUses(DeviceMemory memory, IReadOnlyList<(nint Start, nint Length)> ranges) => _recording!.LastUses(memory, ranges);

    /// <inheritdoc cref="Recording.Replay(int[], Action{int})"/>
    public void Replay(int[] places, Action<int> reached)
    {
        _repeats++;
        _recording!.Replay(places, reached);
    }

    /// <summary>Makes the pass, and records it if it may be replayed.</summary>
    /// <param name="compute">The pass.</param>
    /// <param name="fault">What is wrong with its results; within the recording nothing can be read.</param>
    /// <param name="results">The tensors that shall have the content of the last replay.</param>
    /// <param name="checks">Whether a replay could stand in its place, and the pass must do what is recorded.</param>
    /// <exception cref="ArgumentException">The results have a fault.</exception>
    /// <exception cref="InvalidOperationException">It does not do what is recorded.</exception>
    public void Make(Action compute, Func<string?> fault, Func<IEnumerable<Tensor>> results, bool checks = false)
    {
        if (!_mayReplay)
        {
            compute();
            return;
        }

        var trace = isChecked ? ReplayCheck.Trace(checks ? _trace : null) : null;
        ulong repeats = checks ? _repeats + 1 : 0;
        Dispose();
        var recording = Recording.Begin(backend, trace: trace);
        try
        {
            compute();
            trace?.End();
            recording.End();
        }
        catch
        {
            recording.GiveUp();
            throw;
        }

        // what a replay gives is looked at only where the loss is not finite
        if (!checks && fault() is { } text)
        {
            recording.Dispose();
            throw new ArgumentException(text);
        }

        if (recording.NotReplayableReason is null)
        {
            (_recording, _trace, _repeats) = (recording, trace, repeats);
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
        (_recording, _trace) = (null, null);
    }
}
