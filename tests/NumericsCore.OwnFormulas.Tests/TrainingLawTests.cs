using NumericsCore.Testing;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Layers, losses and metrics that say that they may be replayed, and cannot, are found by <see cref="TrainingLaw"/>.</summary>
public class TrainingLawTests
{
    private static readonly Tensor s_x = Tensor.Uniform([40, 3], seed: 1, low: -1);
    private static readonly Tensor s_y = s_x.Sum(axis: 1, keepDims: true);

    [Fact]
    public void Built_in_layers_with_dropout_and_a_rest_of_a_batch_pass() => TrainingLaw.Holds(Network, s_x, s_y, batchSize: 16, devices: []);

    [GpuFact]
    public void They_pass_on_devices() => TrainingLaw.Holds(Network, s_x, s_y, batchSize: 16, devices: [.. Gpus.All]);

    [Fact]
    public void A_layer_that_keeps_its_state_in_a_buffer_passes() => TrainingLaw.Holds(() => Compiled(new Growing(inBuffer: true)), s_x, s_y, devices: []);

    [Fact]
    public void A_layer_that_keeps_its_state_on_the_host_is_found()
    {
        var broken = Assert.Throws<TrainingLawException>(() => TrainingLaw.Holds(() => Compiled(new Growing(inBuffer: false)), s_x, s_y, devices: []));
        Assert.StartsWith("loss of epoch 1 is ", broken.Message, StringComparison.Ordinal);
        Assert.Contains("where steps are replayed", broken.Message, StringComparison.Ordinal);
        Assert.Contains("Layer 'growing_1' (Growing) does not do the same at every step", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_counts_its_calls_is_found() =>
        Assert.Throws<TrainingLawException>(() => TrainingLaw.Holds(() => Compiled(new Dense(1), new Warming()), s_x, s_y, devices: []));

    [Fact]
    public void A_metric_that_counts_its_calls_is_found()
    {
        var broken = Assert.Throws<TrainingLawException>(() => TrainingLaw.Holds(() => Compiled(new Dense(1), metric: new Counting()), s_x, s_y, devices: []));
        Assert.StartsWith("calls of epoch 1 is ", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_looks_at_every_third_batch_is_found_though_the_numbers_agree()
    {
        var broken = Assert.Throws<TrainingLawException>(() => TrainingLaw.Holds(() => Compiled(new Looking()), s_x, s_y, devices: []));
        Assert.StartsWith("Layer 'looking_1' (Looking) does not do the same at every step", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_that_counts_its_calls_is_found()
    {
        var broken = Assert.Throws<TrainingLawException>(() => TrainingLaw.Holds(() => Compiled(new Dense(1), optimizer: new CountingLion()), s_x, s_y, devices: []));
        Assert.StartsWith("The optimizer CountingLion prepares one step in two ways", broken.Message, StringComparison.Ordinal);
        TrainingLaw.Holds(() => Compiled(new Dense(1), optimizer: new OwnLion(0.01)), s_x, s_y, devices: []);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainingLaw.Holds(Network, s_x, s_y, batchSize: 21, devices: []));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainingLaw.Holds(Network, s_x, s_y, epochs: 0, devices: []));
        var never = Assert.Throws<ArgumentException>(() => TrainingLaw.Holds(() => Compiled(new Unsaid()), s_x, s_y, devices: []));
        Assert.Contains("not replayable", never.Message, StringComparison.Ordinal);
        var loss = Assert.Throws<ArgumentException>(() => TrainingLaw.Holds(() => Compiled(new Dense(1), new Reading()), s_x, s_y, devices: []));
        Assert.StartsWith("Reading says that it is not replayable", loss.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => TrainingLaw.Holds(() => new Sequential(new Dense(1)), s_x, s_y, devices: []));
    }

    private static Sequential Network()
    {
        var model = new Sequential(new Dense(8, Activation.Relu), new Dropout(0.3), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError(), Metric.MeanSquaredError);
        return model;
    }

    private static Sequential Compiled(Layer layer, Loss? loss = null, Metric? metric = null, Optimizer? optimizer = null)
    {
        var model = layer is Dense ? new Sequential(layer) : new Sequential(layer, new Dense(1));
        model.Compile(optimizer ?? new Sgd(0.01), loss ?? new MeanSquaredError(), metric is null ? [] : [metric]);
        return model;
    }

    private sealed class Growing(bool inBuffer) : Layer
    {
        private Variable? _factor;
        private float _hostFactor = 1;

        public override bool IsReplayable => true;

        protected override void OnBuild(Shape inputShape) => _factor = AddBuffer("factor", [1], 1);

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            if (!context.IsTraining) return input;
            if (!inBuffer) return input * (_hostFactor *= 1.1f);
            _factor!.Assign(_factor * 1.1f);
            return input * _factor;
        }
    }

    private sealed class Looking : Layer
    {
        private int _calls;

        public override bool IsReplayable => true;

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            if (context.IsTraining && ++_calls % 3 == 0) input.ToArray<float>();
            return input * 2;
        }
    }

    private sealed class CountingLion() : Optimizer<OwnLionRule>(0.01)
    {
        private int _calls;

        protected override OwnLionRule Prepare(double learningRate, long t) => new(learningRate / ++_calls, 0.9, 0.99);
    }

    private sealed class Unsaid : Layer
    {
        protected override Tensor Forward(Tensor input, ForwardContext context) => input * 2;
    }

    private sealed class Warming() : Loss("warming", Reduction.Mean)
    {
        private int _calls;

        public override bool IsReplayable => true;

        protected override Tensor Losses(Tensor prediction, Tensor target) => (prediction - target).Square() * ++_calls;
    }

    private sealed class Reading() : Loss("reading", Reduction.Mean)
    {
        protected override Tensor Losses(Tensor prediction, Tensor target) => (prediction - target).Abs();
    }

    private sealed class Counting() : Metric("calls")
    {
        private int _calls;

        public override bool IsReplayable => true;

        public override Tensor Call(Tensor prediction, Tensor target) => prediction.Mean() * 0 + ++_calls;
    }
}
