using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>Dropout takes over the kernel of the dense layer before it, whoever calls the two; no bit depends on it.</summary>
public class TakeoverTests
{
    private const int Rows = 24;

    /// <summary>Layers in a container of the user's own train as in <see cref="Sequential"/>: the same bits, in as many kernels.</summary>
    [Property(MaxTest = 60, Arbitrary = [typeof(TakeoverTests)])]
    public void Layers_that_a_user_s_model_calls_one_after_another_are_fused_as_in_a_sequential_one(LayerKind[] kinds, ulong seed)
    {
        var (sequential, calls) = Train(new Sequential(Layers(kinds)), seed);
        var (own, ownCalls) = Train(new Chain(replayable: true, Layers(kinds)), seed);
        var (eager, _) = Train(new Chain(replayable: false, Layers(kinds)), seed);
        Assert.Equal(sequential, own);
        Assert.Equal(sequential, eager);
        Assert.Equal(calls, ownCalls);
    }

    [Fact]
    public void A_pair_is_a_kernel_less_in_the_forward_pass_and_two_in_the_backward_pass()
    {
        int fused = Train(new Chain(true, new Dense(5, Activation.Relu), new Dropout(0.4), new Dense(2)), 1).Calls;
        // a sigmoid's pullback needs the result before dropout
        int apart = Train(new Chain(true, new Dense(5, Activation.Sigmoid), new Dropout(0.4), new Dense(2)), 1).Calls;
        Assert.Equal(3, apart - fused);
    }

    [GpuFact]
    public void A_replay_on_a_device_launches_no_more_for_a_user_s_model()
    {
        foreach (var device in Gpus.All)
        {
            Assert.Equal(
                Train(new Sequential(Layers([LayerKind.Relu, LayerKind.Dropout, LayerKind.Tanh])), 3, device),
                Train(new Chain(true, Layers([LayerKind.Relu, LayerKind.Dropout, LayerKind.Tanh])), 3, device));
        }
    }

    public static TheoryData<string> Uses => ["added", "dropped twice", "dropped, then read", "read, then dropped", "last"];

    [Theory]
    [MemberData(nameof(Uses))]
    public void A_result_with_another_use_stays(string use) => Assert.Equal(Train(new Branch(use, false), 5).Weights, Train(new Branch(use, true), 5).Weights);

    [Fact]
    public void Who_holds_the_result_in_between_has_that_of_the_recorded_step()
    {
        Tensor? held = null;
        var (dense, dropout) = (new Dense(4, Activation.Relu), new Dropout(0.5));
        var model = new Calls(true, (x, context) =>
        {
            var hidden = dense.Call(x, context);
            if (context.IsTraining) held = hidden;
            return dropout.Call(hidden, context);
        }, dense, dropout);
        model.Build([3], seed: 2);
        var x = Make.Random([Rows, 3], elementType: ElementType.Float32);
        var expected = dense.Call(x[..8]).Detach();
        using var step = Step(model, x, 4);
        step.Run(0);
        Bits.AssertEqual(expected, held!.Detach());
        for (int i = 0; i < 2; i++) step.Run(8);
        Assert.True(step.IsReplaying);
        Bits.AssertEqual(expected, held.Detach());
    }

    [Fact]
    public void Without_a_gradient_and_without_training_too()
    {
        Layer[] layers = [new Dense(6, Activation.Relu), new Dropout(0.3), new Dense(4, Activation.Relu), new Dropout(0), new Dense(3, Activation.Relu)];
        var model = new Sequential(layers);
        model.Build([3], seed: 4);
        var own = new Chain(true, layers);
        own.Build([3], seed: 4);
        var x = Make.Random([5, 3], elementType: ElementType.Float32);
        using (GradientMode.Disable())
        {
            Bits.AssertEqual(own.Call(x), model.Call(x));
            var numbers = new StepNumbers(Device.Cpu, rows: 0, ruleBytes: 16);
            numbers.Upload(batchStart: 0, step: 4, rows: 0);
            Bits.AssertEqual(own.Call(x, ForwardContext.OfStep(numbers.Step)), model.Call(x, ForwardContext.OfStep(numbers.Step)));
        }
    }

    public static Arbitrary<LayerKind[]> Kinds() =>
        Gen.NonEmptyListOf(Gen.Elements(Enum.GetValues<LayerKind>())).Select(static kinds => kinds.Take(6).ToArray()).ToArbitrary();

    private static Layer[] Layers(IEnumerable<LayerKind> kinds) =>
        [.. kinds.Select((kind, i) => kind == LayerKind.Dropout ? (Layer)new Dropout(0.1 * (i + 1)) : new Dense(3 + i, Activation.All.Single(activation => string.Equals(activation.Name, kind.ToString(), StringComparison.OrdinalIgnoreCase))))];

    /// <summary>The weights after some steps, and the kernel calls of a replayed one.</summary>
    private static (string Weights, int Calls) Train(Model model, ulong seed, Device? device = null)
    {
        model.Build([3], seed, device: device);
        if (model.Parameters.Count == 0) return ("", 0);
        using var step = Step(model, Make.Random([Rows, 3], elementType: ElementType.Float32, device: device), model.OutputShape!.Value[-1]);
        for (int i = 0; i < 3; i++) step.Run(8 * i);
        return (model.WeightsSha256(), step.RecordedCalls);
    }

    private static TrainingStep Step(Model model, Tensor x, int outputs)
    {
        var optimizer = new Sgd(0.1, momentum: 0.5);
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(x, Make.Random([Rows, outputs], stream: 2, elementType: ElementType.Float32, device: x.Device), null);
        data.Order.Set([.. Enumerable.Range(0, Rows)]);
        return new TrainingStep(model, optimizer, new MeanSquaredError(), [], data, 8);
    }

    public enum LayerKind
    {
        None,
        Relu,
        Sigmoid,
        Tanh,
        Softmax,
        Softplus,
        Dropout,
    }

    /// <summary>A model that calls layers by a function.</summary>
    private class Calls : Model
    {
        private readonly Func<Tensor, ForwardContext, Tensor> _function;

        public Calls(bool replayable, Func<Tensor, ForwardContext, Tensor> function, params Layer[] layers)
        {
            (IsReplayable, _function) = (replayable, function);
            foreach (var layer in layers) Add(layer);
        }

        public override bool IsReplayable { get; }

        protected override Tensor Forward(Tensor input, ForwardContext context) => _function(input, context);
    }

    private sealed class Chain(bool replayable, params Layer[] layers)
        : Calls(replayable, (x, context) => layers.Aggregate(x, (input, layer) => layer.Call(input, context)), layers);

    /// <summary>A dense layer whose result has more uses than dropout.</summary>
    private sealed class Branch : Model
    {
        private readonly Dense _dense, _last;
        private readonly Dropout _one, _other;
        private readonly string _use;

        public Branch(string use, bool replayable)
        {
            (_use, IsReplayable) = (use, replayable);
            _dense = Add(new Dense(6, Activation.Relu));
            _one = Add(new Dropout(0.4));
            _other = Add(new Dropout(0.2));
            _last = Add(new Dense(2));
        }

        public override bool IsReplayable { get; }

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            var hidden = _dense.Call(input, context);
            Tensor sum;
            if (_use == "read, then dropped")
            {
                sum = hidden.Sum(1, keepDims: true);
                return _last.Call(_other.Call(_one.Call(hidden, context), context), context) + sum;
            }

            var dropped = _one.Call(hidden, context);
            if (_use == "last") return _other.Call(dropped, context) * 0 + hidden;
            sum = _use switch
            {
                "added" => dropped + hidden,
                "dropped twice" => dropped + _other.Call(hidden, context),
                _ => dropped + hidden.Mean(),
            };
            return _last.Call(_other.Call(sum, context), context);
        }
    }
}
