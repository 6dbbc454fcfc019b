namespace NumericsCore.Kernels;

/// <summary>
/// Runs kernel calls on a device and keeps them, so that the whole sequence can be replayed over the same memory without walking
/// the program that made it. Data that changes from one replay to the next must lie in device memory.
/// </summary>
internal sealed class Recording : Backend, IDisposable
{
    [ThreadStatic]
    private static Recording? s_active;

    private readonly List<Action> _calls = [];
    private readonly HashSet<DeviceMemory> _held = [];
    private readonly ReplayedCalls _replayed;
    private Recording? _outer;

    private Recording(Backend inner)
    {
        Inner = inner;
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

    /// <summary>Stops recording.</summary>
    public void End()
    {
        if (s_active != this) throw new InvalidOperationException("This recording is not the one in progress on this thread.");
        s_active = _outer;
    }

    /// <summary>Runs all recorded calls again, in order.</summary>
    public void Replay()
    {
        if (Obstacle is not null) throw new InvalidOperationException($"These calls cannot be replayed: {Obstacle}.");
        _replayed.Run();
    }

    /// <summary>Lets go of the memory that the calls use.</summary>
    public void Dispose()
    {
        if (s_active == this) End();
        _replayed.Dispose();
        foreach (var memory in _held) memory.Unhold();
        _held.Clear();
        _calls.Clear();
        Obstacle ??= "the recording was disposed";
    }

    public override DeviceMemory Allocate(nint byteLength)
    {
        var memory = Inner.Allocate(byteLength);
        Hold(memory);
        return memory;
    }

    public override void Upload<T>(ReadOnlySpan<T> source, Slice<T> destination)
    {
        Obstacle ??= "data was copied from the host";
        Inner.Upload(source, destination);
    }

    public override void Download<T>(Slice<T> source, Span<T> destination)
    {
        Obstacle ??= "data was copied to the host";
        Inner.Download(source, destination);
    }

    public override void Fill<T>(Slice<T> y, T value)
    {
        Hold(y.Memory);
        Run(() => Inner.Fill<T>(y, value));
    }

    public override void CopyStrided<T>(Slice<T> x, Slice<T> y, in StridedShape shape)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        var shapeCopy = shape;
        Run(() => Inner.CopyStrided<T>(x, y, shapeCopy));
    }

    public override void Map<TFormula, T>(Slice<T> x, Slice<T> y)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        Run(() => Inner.Map<TFormula, T>(x, y));
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns)
    {
        Hold(a.Data.Memory);
        Hold(b.Data.Memory);
        Hold(y.Memory);
        Run(() => Inner.Zip<TFormula, T>(a, b, y, rows, columns));
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns)
    {
        Hold(a.Data.Memory);
        Hold(b.Data.Memory);
        Hold(c.Data.Memory);
        Hold(y.Memory);
        Run(() => Inner.Zip<TFormula, T>(a, b, c, y, rows, columns));
    }

    public override void Zip<TFormula, T>(Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns)
    {
        Hold(a.Data.Memory);
        Hold(b.Data.Memory);
        Hold(c.Data.Memory);
        Hold(d.Data.Memory);
        Hold(y.Memory);
        Run(() => Inner.Zip<TFormula, T>(a, b, c, d, y, rows, columns));
    }

    public override void Reduce<TFormula, TReduction, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner, T divisor)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        Run(() => Inner.Reduce<TFormula, TReduction, T>(x, y, outer, length, inner, divisor));
    }

    public override void ReduceZip<TFormula, TReduction, T>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        Hold(y.Memory);
        Run(() => Inner.ReduceZip<TFormula, TReduction, T>(a, b, y, divisor));
    }

    public override void ArgMax<TFormula, T>(Slice<T> x, Slice<T> y, nint outer, nint length, nint inner)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        Run(() => Inner.ArgMax<TFormula, T>(x, y, outer, length, inner));
    }

    public override void Gemm<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        Hold(c.Memory);
        Hold(bias.Memory);
        var shapeCopy = shape;
        Run(() => Inner.Gemm<TEpilogue, T>(shapeCopy, a, b, c, bias));
    }

    public override void GemmDropout<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias, T rate, T scale, RandomAddress address)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        Hold(c.Memory);
        Hold(bias.Memory);
        if (address.Step is { } step) Hold(step.Memory);
        var shapeCopy = shape;
        Run(() => Inner.GemmDropout<TEpilogue, T>(shapeCopy, a, b, c, bias, rate, scale, address));
    }

    public override void GemmPullback<TActivation, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        Hold(c.Memory);
        Hold(y.Memory);
        var shapeCopy = shape;
        Run(() => Inner.GemmPullback<TActivation, T>(shapeCopy, a, b, c, y, scale));
    }

    public override void GemmColumnSums<T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
    {
        Hold(a.Memory);
        Hold(b.Memory);
        Hold(c.Memory);
        Hold(sums.Memory);
        var shapeCopy = shape;
        Run(() => Inner.GemmColumnSums(shapeCopy, a, b, c, sums));
    }

    public override void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        Run(() => Inner.Softmax<T>(x, y, rows, columns));
    }

    public override void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        Run(() => Inner.LogSoftmax<T>(x, y, rows, columns));
    }

    public override void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
    {
        Hold(logits.Memory);
        Hold(targets.Memory);
        Hold(loss.Memory);
        Hold(gradient.Memory);
        Run(() => Inner.SoftmaxCrossEntropy<T>(logits, targets, loss, gradient, rows, columns));
    }

    public override void RandomUniform<T>(Slice<T> y, RandomAddress address)
    {
        Hold(y.Memory);
        if (address.Step is { } step) Hold(step.Memory);
        Run(() => Inner.RandomUniform<T>(y, address));
    }

    public override void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address)
    {
        Hold(x.Memory);
        Hold(y.Memory);
        if (address.Step is { } step) Hold(step.Memory);
        Run(() => Inner.Dropout<T>(x, y, rate, scale, address));
    }

    public override void Advance(Slice<uint> counter, Slice<uint> snapshot)
    {
        Hold(counter.Memory);
        Hold(snapshot.Memory);
        Run(() => Inner.Advance(counter, snapshot));
    }

    public override void Update<TRule, T>(ReadOnlyMemory<UpdateSegment> segments, Slice<T> scalars, Slice<T> parameters, Slice<T> gradients, Slice<T> slots)
    {
        Hold(scalars.Memory);
        Hold(parameters.Memory);
        Hold(gradients.Memory);
        Hold(slots.Memory);
        Run(() => Inner.Update<TRule, T>(segments, scalars, parameters, gradients, slots));
    }

    public override void GatherRows<T>(Slice<T> x, Slice<int> indices, Slice<int> start, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        Hold(indices.Memory);
        Hold(start.Memory);
        Hold(y.Memory);
        Run(() => Inner.GatherRows<T>(x, indices, start, y, rows, columns));
    }

    public override void ScatterAddRows<T>(Slice<T> x, Slice<int> indices, Slice<T> y, nint rows, nint columns)
    {
        Hold(x.Memory);
        Hold(indices.Memory);
        Hold(y.Memory);
        Run(() => Inner.ScatterAddRows<T>(x, indices, y, rows, columns));
    }

    private void RunCalls()
    {
        foreach (var call in _calls) call();
    }

    private void Run(Action call)
    {
        call();
        _calls.Add(call);
    }

    private void Hold(DeviceMemory? memory)
    {
        if (memory is not null && _held.Add(memory)) memory.Hold();
    }
}
