namespace NumericsCore.Tests.Training.Unsteady;

/// <summary>A layer that says that it may be replayed, whether it may or not.</summary>
internal abstract class ReplayableLayer : Layer
{
    public override bool IsReplayable => true;
}

internal sealed class CountingLayer : ReplayableLayer
{
    public int Calls { get; private set; }

    protected override Tensor Forward(Tensor input, ForwardContext context) => context.IsTraining ? input * ++Calls : input;
}

internal sealed class FunctionLayer(Func<Tensor, ForwardContext, Tensor> forward) : ReplayableLayer
{
    /// <summary>Each step adds one more number.</summary>
    public static FunctionLayer WithList()
    {
        List<double> shifts = [];
        return new((input, context) =>
        {
            if (!context.IsTraining) return input;
            shifts.Add(0.5);
            foreach (double shift in shifts) input += shift;
            return input;
        });
    }

    /// <summary>The same sum of so many constants that a device does not keep all of them.</summary>
    public static FunctionLayer WithManyConstants() => new(static (input, _) =>
    {
        for (int i = 0; i < 1100; i++) input += (i % 2 == 0 ? 1 : -1) * (1 + 0.001 * (i / 2));
        return input;
    });

    protected override Tensor Forward(Tensor input, ForwardContext context) => forward(input, context);
}

internal sealed class RandomLayer : ReplayableLayer
{
    private readonly Random _random = new(1);

    protected override Tensor Forward(Tensor input, ForwardContext context) => input * Tensor.Uniform(input.Shape, (ulong)_random.NextInt64(), device: input.Device);
}

internal sealed class StaticLayer : ReplayableLayer
{
    private static double s_scale = 1;

    protected override Tensor Forward(Tensor input, ForwardContext context) => input * Tensor.Full(input.Shape, s_scale += 0.125, device: input.Device);
}

internal sealed class TurningLayer : ReplayableLayer
{
    private Tensor[] _shifts = [];
    private int _calls;

    protected override void OnBuild(Shape inputShape) => _shifts = [AddBuffer("first", inputShape), AddBuffer("second", inputShape)];

    protected override Tensor Forward(Tensor input, ForwardContext context) => input + _shifts[_calls++ % 2];
}

internal sealed class RememberingLayer : ReplayableLayer
{
    private Variable? _first;
    private Tensor? _before;

    protected override void OnBuild(Shape inputShape) => _first = AddBuffer("first", []);

    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        var result = input + (_before ?? _first!);
        if (context.IsTraining) _before = input.Mean().Detach();
        return result;
    }
}

internal sealed class ReadingLayer : ReplayableLayer
{
    private int _calls;

    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        if (context.IsTraining && ++_calls % 3 == 0) input.ToArray<float>();
        return input * 2;
    }
}

internal sealed class BringingLayer : ReplayableLayer
{
    private int _calls;

    protected override Tensor Forward(Tensor input, ForwardContext context) =>
        context.IsTraining && ++_calls % 3 == 0 ? input * Tensor.From([2f], input.Device) : input * 2;
}

internal sealed class CountingBackLayer : ReplayableLayer
{
    private readonly CountingBack _operation = new();
    private Parameter? _scale;

    protected override void OnBuild(Shape inputShape) => _scale = AddParameter("scale", [1], Initializer.Constant(1));

    protected override Tensor Forward(Tensor input, ForwardContext context) => _operation.Apply(input * _scale!);

    private sealed class CountingBack : CustomOperation
    {
        private int _calls;

        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0] * 2;

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) => [gradient * ++_calls];
    }
}

/// <summary>A path that is left out now and then, as in stochastic depth.</summary>
internal sealed class SkippingLayer : ReplayableLayer
{
    private readonly Layer _inner;
    private int _calls;

    public SkippingLayer() => _inner = Add(new Tanh());

    protected override Tensor Forward(Tensor input, ForwardContext context) => context.IsTraining && ++_calls % 2 == 0 ? input * 1 : _inner.Call(input, context);
}

internal sealed class LateLayer : ReplayableLayer
{
    private int _calls;

    protected override Tensor Forward(Tensor input, ForwardContext context) => context.IsTraining && ++_calls > 6 ? input * 2 : input * 3;
}

internal sealed class BufferLayer : ReplayableLayer
{
    private Variable? _factor;

    protected override void OnBuild(Shape inputShape) => _factor = AddBuffer("factor", [1], 1);

    protected override Tensor Forward(Tensor input, ForwardContext context)
    {
        if (context.IsTraining) _factor!.Assign(_factor * 1.01f);
        return input * _factor!;
    }
}

/// <summary>Dropout that is called as outside of a training step, and so counts its calls on the device.</summary>
internal sealed class OwnContextLayer : ReplayableLayer
{
    private readonly Dropout _dropout;

    public OwnContextLayer() => _dropout = Add(new Dropout(0.25));

    protected override Tensor Forward(Tensor input, ForwardContext context) => _dropout.Call(input, training: context.IsTraining);
}

/// <summary>The first of its parameters gets no gradient, so that its steps count for another row of rules.</summary>
internal sealed class UnusedParameterLayer : ReplayableLayer
{
    private Parameter? _scale;

    protected override void OnBuild(Shape inputShape)
    {
        AddParameter("unused", [5], Initializer.Constant(1));
        _scale = AddParameter("scale", [1], Initializer.Constant(1));
    }

    protected override Tensor Forward(Tensor input, ForwardContext context) => input * _scale!;
}
