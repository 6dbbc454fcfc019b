using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Inverted dropout (Srivastava et al. 2014): in training each element is 0 with probability <see cref="Rate"/>, else x / (1 - rate);
/// otherwise the input passes unchanged. The masks depend on the model's seed, the layer's place in the model and, in
/// <see cref="Model.Fit"/>, the number of the optimizer's step, elsewhere the number of training calls before; on nothing else.
/// </summary>
public sealed class Dropout : Layer
{
    // further calls within one step take streams beyond those of all layers
    private const uint CallStreams = 1 << 20;

    private ulong _seed;
    private uint _stream;
    private DeviceMemory? _counter;
    private TrainingPass? _lastPass;
    private uint _callsInPass;

    /// <param name="rate">In [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside [0, 1).</exception>
    public Dropout(double rate)
    {
        if (!(rate >= 0 && rate < 1)) throw OutOfRange.Error(nameof(rate), rate, "A dropout rate lies in [0, 1).");
        Rate = rate;
    }

    /// <summary>The probability of a zero.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    protected override void OnBuild(Shape inputShape)
    {
        var context = BuildInProgress!;
        uint stream = context.NextDropoutStream();
        (_seed, _stream) = (context.Seed, context.FirstStream + stream);
        context.OnReseed(seed => () => (_seed, _stream) = (seed, stream));
        _counter = context.Device.Backend.Allocate(sizeof(uint));
        context.Device.Backend.Upload([0u], new Slice<uint>(_counter, 0, 1));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        if (!context.IsTraining || Rate == 0) return input.Computed();
        return input.Dropout(Rate, NextDraw(input, context));
    }

    // only training has masks
    internal override bool AddTo(ForwardPlanner planner) => true;

    private protected override bool TakesOverInput => true;

    private protected override Shape? OutputFor(Shape inputShape, BuildContext context) => inputShape;

    internal override Action PrepareMove(Device device)
    {
        Span<uint> calls = stackalloc uint[1];
        _counter!.Backend.Download(new Slice<uint>(_counter, 0, 1), calls);
        var counter = device.Backend.Allocate(sizeof(uint));
        device.Backend.Upload<uint>(calls, new Slice<uint>(counter, 0, 1));
        return () => _counter = counter;
    }

    /// <summary>Seed, stream, and training calls outside <see cref="Model.Fit"/>: three numbers that fix all later masks.</summary>
    internal IReadOnlyList<ulong> RandomState
    {
        get
        {
            Span<uint> calls = stackalloc uint[1];
            _counter!.Backend.Download(new Slice<uint>(_counter, 0, 1), calls);
            return [_seed, _stream, calls[0]];
        }
        set
        {
            (_seed, _stream) = (value[0], (uint)value[1]);
            _counter!.Backend.Upload([(uint)value[2]], new Slice<uint>(_counter, 0, 1));
        }
    }

    /// <summary>Where the next mask is drawn from. The draw is numbered in device memory, and a number stays with its draw, so that the backward pass repeats it.</summary>
    private RandomAddress NextDraw(Tensor input, ForwardContext context)
    {
        if (context.Pass is { } pass)
        {
            _callsInPass = pass == _lastPass ? _callsInPass + 1 : 0;
            _lastPass = pass;
            return new RandomAddress(_seed, _stream + _callsInPass * CallStreams, pass.Step, pass.BlocksPerPart(input.Shape));
        }

        var backend = input.Device.Backend;
        var draw = new Slice<uint>(backend.Allocate(sizeof(uint)), 0, 1);
        backend.Advance(new Slice<uint>(_counter!, 0, 1), draw);
        return new RandomAddress(_seed, _stream, draw);
    }

    private protected override void Describe(RecordText text) => text.Add(nameof(Rate), Rate);
}
