namespace NumericsCore.Kernels;

/// <summary>
/// Runs kernel calls on a device and keeps them, so that the whole sequence can be replayed over the same memory without walking
/// the program that made it. Data that changes from one replay to the next must lie in device memory.
/// </summary>
internal sealed partial class Recording : Backend, IDisposable
{
    [ThreadStatic]
    private static Recording? s_active;

    private readonly List<RecordedCall> _calls = [];
    private readonly HashSet<DeviceMemory> _held = [];
    private readonly ReplayedCalls _replayed;
    private readonly List<RecordedCall>? _rehearsed;
    private Recording? _outer;
    private nint _resultBytes;
    private nint _scratchBytes;
    private int _made;

    private Recording(Backend inner)
    {
        Inner = inner;
        if (inner.CanRehearse) _rehearsed = [];
        _replayed = new ReplayedCalls(inner.Capture, RunCalls);
    }

    /// <summary>The recording that this thread's kernel calls go to, if any.</summary>
    public static Recording? Active => s_active;

    /// <summary>The device that runs the calls.</summary>
    public Backend Inner { get; }

    /// <summary>Why the calls cannot be replayed: the host looked at a result or brought new data in between. Null if they can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Kernel calls recorded.</summary>
    public int Count => _calls.Count;

    /// <summary>Starts to record the kernel calls that this thread makes on a device.</summary>
    public static Recording Begin(Backend inner)
    {
        var recording = new Recording(inner) { _outer = s_active };
        s_active = recording;
        return recording;
    }

    /// <summary>Stops recording; all calls have been made then.</summary>
    public void End()
    {
        if (s_active != this) throw new InvalidOperationException("This recording is not the one in progress on this thread.");
        MakeCalls();
        s_active = _outer;
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
        if (Obstacle is not null) throw new InvalidOperationException($"These calls cannot be replayed: {Obstacle}.");
        MoveHolders();
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
        Obstacle ??= "the recording was disposed";
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
        MakeCalls();
        Obstacle ??= "data was copied from the host";
        Inner.Upload(source, destination);
    }

    public override void Download<T>(Slice<T> source, Span<T> destination)
    {
        MakeCalls();
        Obstacle ??= "data was copied to the host";
        Inner.Download(source, destination);
    }

    public override void Fill<T>(Slice<T> y, T value)
    {
        HoldResult(y);
        Run(scratch => Inner.Fill<T>(Scratch.Or(scratch, y), value));
    }

    public override void CopyStrided<T>(Slice<T> x, Slice<T> y, in StridedShape shape)
    {
        Hold(x.Memory);
        HoldResult(y);
        var shapeCopy = shape;
        Run(scratch => Inner.CopyStrided<T>(x, Scratch.Or(scratch, y), shapeCopy));
    }

    public override void Map<TFormula, T>(Slice<T> x, Slice<T> y)
    {
        Hold(x.Memory);
        HoldResult(y);
        Run(scratch => Inner.Map<TFormula, T>(x, Scratch.Or(scratch, y)));
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns)
    {
        Hold(a.Data.Memory);
        Hold(b.Data.Memory);
        HoldResult(y);
        Run(scratch => Inner.Zip<TFormula, T>(a, b, Scratch.Or(scratch, y), rows, columns));
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns)
    {
        Hold(a.Data.Memory);
        Hold(b.Data.Memory);
        Hold(c.Data.Memory);
        HoldResult(y);
        Run(scratch => Inner.Zip<TFormula, T>(a, b, c, Scratch.Or(scratch, y), rows, columns));
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns)
    {
        Hold(a.Data.Memory);
        Hold(b.Data.Memory);
        Hold(c.Data.Memory);
        Hold(d.Data.Memory);
        HoldResult(y);
        Run(scratch => Inner.Zip<TFormula, T>(a, b, c, d, Scratch.Or(scratch, y), rows, columns));
    }

    public override void Reduce<TFormula, TReduction, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
    {
        Hold(x.Memory);
        HoldResult(y);
        Run(scratch => Inner.Reduce<TFormula, TReduction, T>(x, Scratch.Or(scratch, y), outer, length, inner, divisor));
    }

    public override void ReduceZip<TFormula, TReduction, T>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        HoldResult(y);
        Run(scratch => Inner.ReduceZip<TFormula, TReduction, T>(a, b, Scratch.Or(scratch, y), divisor));
    }

    public override void ArgMax<TFormula, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
    {
        Hold(x.Memory);
        HoldResult(y);
        Run(scratch => Inner.ArgMax<TFormula, T>(x, Scratch.Or(scratch, y), outer, length, inner));
    }

    public override void Gemm<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        HoldResult(c);
        Hold(bias.Memory);
        var shapeCopy = shape;
        Run(scratch => Inner.Gemm<TEpilogue, T>(shapeCopy, a, b, Scratch.Or(scratch, c), bias));
    }

    public override void GemmDropout<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, T rate, T scale, RandomAddress address)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        HoldResult(c);
        Hold(bias.Memory);
        if (address.Step is { } step) Hold(step.Memory);
        var shapeCopy = shape;
        Run(scratch => Inner.GemmDropout<TEpilogue, T>(shapeCopy, a, b, Scratch.Or(scratch, c), bias, rate, scale, address));
    }

    public override void GemmPullback<TActivation, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        HoldResult(c);
        Hold(y.Memory);
        var shapeCopy = shape;
        Run(scratch => Inner.GemmPullback<TActivation, T>(shapeCopy, a, b, Scratch.Or(scratch, c), y, scale));
    }

    public override void GemmColumnSums<T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        HoldResult(c);
        HoldResult(sums);
        var shapeCopy = shape;
        Run(scratch => Inner.GemmColumnSums(shapeCopy, a, b, Scratch.Or(scratch, c), Scratch.Or(scratch, sums)));
    }

    public override void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        HoldResult(y);
        Run(scratch => Inner.Softmax<T>(x, Scratch.Or(scratch, y), rows, columns));
    }

    public override void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        HoldResult(y);
        Run(scratch => Inner.LogSoftmax<T>(x, Scratch.Or(scratch, y), rows, columns));
    }

    public override void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
    {
        Hold(logits.Memory);
        Hold(targets.Memory);
        HoldResult(loss);
        HoldResult(gradient);
        Run(scratch => Inner.SoftmaxCrossEntropy<T>(logits, targets, Scratch.Or(scratch, loss), Scratch.Or(scratch, gradient), rows, columns));
    }

    public override void RandomUniform<T>(Slice<T> y, RandomAddress address)
    {
        HoldResult(y);
        if (address.Step is { } step) Hold(step.Memory);
        Run(scratch => Inner.RandomUniform<T>(Scratch.Or(scratch, y), address));
    }

    public override void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address)
    {
        Hold(x.Memory);
        HoldResult(y);
        if (address.Step is { } step) Hold(step.Memory);
        Run(scratch => Inner.Dropout<T>(x, Scratch.Or(scratch, y), rate, scale, address));
    }

    public override void Advance(Slice<uint> counter, Slice<uint> snapshot)
    {
        HoldResult(counter);
        HoldResult(snapshot);
        Run(scratch => Inner.Advance(Scratch.Or(scratch, counter), Scratch.Or(scratch, snapshot)));
    }

    public override void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<TRule> rules, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
    {
        Hold(rules.Memory);
        HoldResult(parameters);
        Hold(gradients.Memory);
        HoldResult(slots);
        Run(scratch => Inner.Update<TRule, T>(segments, rules, Scratch.Or(scratch, parameters), gradients, Scratch.Or(scratch, slots)));
    }

    public override void GatherRows<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        Hold(indices.Memory);
        Hold(start.Memory);
        Hold(y.Memory);
        MarkPending(y.Memory);
        Run(_ => Inner.GatherRows<T>(x, indices, start, y, rows, columns));
    }

    public override void ScatterAddRows<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        Hold(indices.Memory);
        Hold(y.Memory);
        MarkPending(y.Memory);
        Run(_ => Inner.ScatterAddRows<T>(x, indices, y, rows, columns));
    }

    private void RunCalls()
    {
        foreach (var call in _calls) call(null);
    }

    /// <summary>Makes the call: at once, or later, with those that wait to be rehearsed.</summary>
    private void Run(RecordedCall call)
    {
        _calls.Add(call);
        if (_rehearsed is null)
        {
            MakeCalls();
            return;
        }

        if (_resultBytes is > 0 and <= Scratch.MostBytes)
        {
            _rehearsed.Add(call);
            _scratchBytes = Math.Max(_scratchBytes, _resultBytes);
        }

        _resultBytes = 0;
    }

    /// <summary>Makes the calls that wait, once several threads have compiled them.</summary>
    private void MakeCalls()
    {
        if (_rehearsed is { Count: > 1 }) Inner.Rehearse([.. _rehearsed], _scratchBytes);
        _rehearsed?.Clear();
        while (_made < _calls.Count) _calls[_made++](null);
        ClearPending();
    }

    /// <summary>
    /// Holds what the call writes. A call that marks no result so is not rehearsed: it finds its addresses in memory that the calls
    /// before it may have to write first.
    /// </summary>
    private unsafe void HoldResult<T>(Slice<T> result) where T : unmanaged
    {
        Hold(result.Memory);
        MarkPending(result.Memory);
        _resultBytes = Math.Max(_resultBytes, result.Length * sizeof(T));
    }

    private void Hold(DeviceMemory? memory)
    {
        if (memory is not null && _held.Add(memory)) memory.Hold();
    }
}
