namespace NumericsCore.Kernels;

/// <summary>
/// Runs kernel calls on a device and keeps them, so that the whole sequence can be replayed over the same memory without running
/// the program that made it. Data that changes from one replay to the next must lie in device memory.
/// </summary>
internal sealed partial class Recording : Backend, IDisposable
{
    [ThreadStatic]
    private static Recording? s_active;

    private readonly List<RecordedCall> _calls = [];
    private readonly HashSet<DeviceMemory> _held = [];
    private readonly ReplayedCalls _replayed;
    private readonly WarmUp? _warmUp;
    private Recording? _outer;

    // of the call that is being added
    private nint _resultBytes;
    private bool _readsAddresses;
    private int _made;

    private Recording(Backend inner, Func<Action, Replay?> capture, ReplayTrace? trace)
    {
        Inner = inner;
        Trace = trace;
        Holder = new OperandHolder(this);
        _warmUp = WarmUp.For(inner);
        _replayed = new ReplayedCalls(capture, RunCalls);
    }

    /// <summary>The recording that this thread's kernel calls go to, if any.</summary>
    public static Recording? Active => s_active;

    /// <summary>The device that runs the calls.</summary>
    public Backend Inner { get; }

    /// <summary>Holds the operands of a call that is to be added.</summary>
    internal OperandVisitor Holder { get; }

    /// <summary>Why the calls cannot be replayed: the host looked at a result or brought new data in between. Null if they can.</summary>
    public string? NotReplayableReason { get; private set; }

    /// <summary>What notes the calls to compare them with those of another recording; null where nobody compares.</summary>
    public ReplayTrace? Trace { get; }

    /// <summary>Kernel calls recorded.</summary>
    public int Count => _calls.Count;

    /// <summary>Starts to record the kernel calls that this thread makes on a device.</summary>
    /// <param name="inner">The device.</param>
    /// <param name="capture">Has calls be kept for replays; null for the device's own way.</param>
    /// <param name="trace">Notes the calls, and throws at one that it does not expect.</param>
    public static Recording Begin(Backend inner, Func<Action, Replay?>? capture = null, ReplayTrace? trace = null)
    {
        var recording = new Recording(inner, capture ?? inner.Capture, trace) { _outer = s_active };
        s_active = recording;
        return recording;
    }

    /// <summary>Stops recording; all calls have been made then, unless one fails: its exception is thrown, and recording has stopped too.</summary>
    public void End()
    {
        if (s_active != this) throw new InvalidOperationException("This recording is not the one in progress on this thread.");
        try
        {
            MakeCalls();
        }
        finally
        {
            s_active = _outer;
        }
    }

    /// <summary>Ends a recording that is not to be replayed: calls that wait are made, because someone may hold their results.</summary>
    public void GiveUp()
    {
        try
        {
            if (s_active == this) End();
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Runs all recorded calls again, in order.</summary>
    public void Replay()
    {
        PrepareReplay();
        _replayed.Run();
    }

    /// <summary>Lets go of the memory that the calls use. In a recording that did not come to its end, calls that wait are not made.</summary>
    public void Dispose()
    {
        if (s_active == this) s_active = _outer;
        ClearPending();
        _isFollowing = false;
        _holders.Clear();
        _results.Clear();
        _replayed.Dispose();
        foreach (var memory in _held)
        {
            if (memory.Owner == this) memory.Owner = null;
            memory.Unhold();
        }

        _held.Clear();
        _calls.Clear();
        _takeovers.Clear();
        NotReplayableReason ??= "the recording was disposed";
    }

    public override void TrimMemory() => Inner.TrimMemory();

    public override DeviceMemory Allocate(nint byteLength)
    {
        var memory = Inner.Allocate(byteLength);
        memory.Owner = this;
        Hold(memory);
        return memory;
    }

    public override void Upload<T>(ReadOnlySpan<T> source, Slice<T> destination)
    {
        Trace?.RefuseCopy("it brings numbers from the host, and in the recorded step it did not");
        MakeCalls();
        NotReplayableReason ??= "data was copied from the host";
        Inner.Upload(source, destination);
    }

    public override void Download<T>(Slice<T> source, Span<T> destination)
    {
        Trace?.RefuseCopy("it reads a result on the host, and in the recorded step it did not");
        MakeCalls();
        NotReplayableReason ??= "data was copied to the host";
        Inner.Download(source, destination);
    }

    /// <summary>Keeps a call whose operands <see cref="Holder"/> saw, and makes it: at once, or later, with those that wait to be compiled on several threads.</summary>
    internal void Add(RecordedCall call)
    {
        Trace?.Add(call, this);
        if (_isAside)
        {
            _aside = call;
            (_resultBytes, _readsAddresses) = (0, false);
            return;
        }

        _calls.Add(call);
        if (_warmUp is null) _calls[_made++].Make();
        else if (!_readsAddresses) _warmUp.Add(call, _resultBytes);
        (_resultBytes, _readsAddresses) = (0, false);
    }

    private void PrepareReplay()
    {
        if (NotReplayableReason is not null) throw new InvalidOperationException($"These calls cannot be replayed: {NotReplayableReason}.");
        TakeOver();
        MoveHolders();
    }

    private void RunCalls()
    {
        foreach (var call in _calls) call.Make();
    }

    /// <summary>Makes the calls that wait, once several threads have compiled them.</summary>
    private void MakeCalls()
    {
        _warmUp?.Run();
        while (_made < _calls.Count) _calls[_made++].Make();
        ClearPending();
    }

    private void Hold(DeviceMemory? memory)
    {
        if (memory is not null && _held.Add(memory)) memory.Hold();
    }

    /// <summary>Holds what a call uses, and notes what it writes.</summary>
    private sealed class OperandHolder(Recording recording) : OperandVisitor
    {
        protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use)
        {
            recording.Hold(slice.Memory);
            recording._readsAddresses |= use == OperandUse.ReadsAddresses;
            if (!use.IsWritten()) return;
            recording.MarkPending(slice.Memory);
            recording._resultBytes = Math.Max(recording._resultBytes, slice.Length * elementSize);
        }
    }
}
