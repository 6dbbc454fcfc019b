namespace NumericsCore.Tests.Training;

/// <summary>Replayed steps do what the steps would do that they stand for.</summary>
public class ReplayTests
{
    public static TheoryData<string> Optimizers => ["sgd", "momentum", "adam", "amsgrad", "adagrad", "adadelta", "nadam", "radam", "adamax", "lion", "clipped"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_replayed_training_has_the_bits_of_an_eager_one(string name)
    {
        var (x, y) = ToyData.HalfPlane(70);
        Assert.Equal(Train(replayable: false), Train(replayable: true));

        string Train(bool replayable)
        {
            var model = new Wrapper(ToyData.Classifier(), replayable) { ChecksReplay = false };
            Optimizer optimizer = name switch
            {
                "sgd" => new Sgd(0.1),
                "momentum" => new Sgd(0.1, momentum: 0.9, dampening: 0.1),
                "adam" => new Adam(0.01),
                "amsgrad" => new Adam(0.01, amsGrad: true, weightDecay: 0.01, decoupled: true),
                "adagrad" => new Adagrad(0.1, learningRateDecay: 0.01),
                "adadelta" => new Adadelta(),
                "nadam" => new NAdam(0.01, weightDecay: 0.01),
                "radam" => new RAdam(0.01, beta2: 0.9),
                "adamax" => new Adamax(0.01),
                "lion" => new Lion(0.01, weightDecay: 0.1),
                _ => new Sgd(0.1) { ClipNorm = 0.1, ClipValue = 0.05 },
            };
            model.Compile(optimizer, new BinaryCrossEntropy(labelSmoothing: 0.1, classWeights: [1, 2]), Metric.Accuracy, Metric.MeanAbsoluteError);
            var history = model.Fit(x, y, batchSize: 16, epochs: 4, validationSplit: 0.1, sampleWeights: Tensor.Uniform([70], 8));
            // recorded once for each size of batch, or called for each of 4 epochs of 4 batches
            Assert.Equal(replayable ? 2 : 16, model.Calls);
            return model.WeightsSha256() + string.Join(' ', history.Epochs.SelectMany(static epoch => epoch.Values()));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_layer_that_reads_values_on_the_host_is_not_replayed_but_right(bool claimsToBeReplayable)
    {
        var (x, y) = ToyData.HalfPlane(40);
        var model = new Sequential(new Dense(4), new HostMean(claimsToBeReplayable), new Dense(1, Activation.Sigmoid));
        model.Compile(new Sgd(0.5), new BinaryCrossEntropy());
        model.Fit(x, y, batchSize: 8, epochs: 3, seed: 3);

        var tensors = new Sequential(new Dense(4), new TensorMean(), new Dense(1, Activation.Sigmoid));
        tensors.Compile(new Sgd(0.5), new BinaryCrossEntropy());
        tensors.Fit(x, y, batchSize: 8, epochs: 3, seed: 3);
        Assert.Equal(tensors.WeightsSha256(), model.WeightsSha256());
    }

    [Fact]
    public void A_layer_that_brings_numbers_from_the_host_is_not_replayed_but_right()
    {
        var (x, y) = ToyData.HalfPlane(40);
        Assert.Equal(Train(claimsToBeReplayable: false), Train(claimsToBeReplayable: true));

        string Train(bool claimsToBeReplayable)
        {
            var numbered = new HostNumber(claimsToBeReplayable);
            var model = new Sequential(new Dense(4), numbered, new Dense(1, Activation.Sigmoid));
            model.Compile(new Sgd(0.5), new BinaryCrossEntropy());
            model.Fit(x, y, batchSize: 8, epochs: 3, seed: 3);
            Assert.Equal(15, numbered.Calls);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void A_metric_that_reads_values_on_the_host_is_right_in_every_step()
    {
        var (x, y) = ToyData.HalfPlane(40);
        var model = ToyData.Classifier();
        model.Compile(new Adam(0.05), new BinaryCrossEntropy(), new HostError(), Metric.MeanAbsoluteError);
        foreach (var epoch in model.Fit(x, y, batchSize: 7, epochs: 3).Epochs) Assert.Equal(epoch["mean_absolute_error"], epoch["host error"], 1e-5);
    }

    [Fact]
    public void A_rate_changed_by_a_callback_reaches_the_replayed_step()
    {
        var (x, y) = ToyData.HalfPlane(40);
        string weights = "";
        var model = ToyData.Classifier();
        model.Compile(new Sgd(0.1), new BinaryCrossEntropy());
        model.Fit(x, y, batchSize: 8, epochs: 3, callbacks:
        [
            new At(epochBegin: context =>
            {
                if (context.Epoch == 3) Assert.Equal(weights, context.Model.WeightsSha256());
                if (context.Epoch == 2) context.Optimizer.LearningRate = 0;
                if (context.Epoch == 2) weights = context.Model.WeightsSha256();
                if (context.Epoch == 3) context.Optimizer.LearningRate = 0.1;
            }),
        ]);
        Assert.NotEqual(weights, model.WeightsSha256());
    }

    [Fact]
    public void A_layer_frozen_by_a_callback_stays_as_it_is_until_it_is_freed()
    {
        var (x, y) = ToyData.HalfPlane(40);
        var model = ToyData.Classifier().Compiled();
        var frozen = (Dense)model.Children[0];
        var other = (Dense)model.Children[2];
        float[] before = [], otherBefore = [];
        model.Fit(x, y, batchSize: 7, epochs: 6, callbacks:
        [
            new At(epochBegin: context =>
            {
                if (context.Epoch == 3)
                {
                    (before, otherBefore) = (frozen.Weight!.ToArray<float>(), other.Weight!.ToArray<float>());
                    frozen.Weight.IsTrainable = false;
                }

                if (context.Epoch == 5)
                {
                    Assert.Equal(before, frozen.Weight!.ToArray<float>());
                    Assert.NotEqual(otherBefore, other.Weight!.ToArray<float>());
                    frozen.Weight.IsTrainable = true;
                }
            }),
        ]);
        Assert.NotEqual(before, frozen.Weight!.ToArray<float>());
    }

    [Fact]
    public void A_parameter_assigned_by_a_callback_is_used_by_the_next_step()
    {
        var (x, y) = ToyData.HalfPlane(40);
        var model = ToyData.Classifier(dropout: 0).Compiled();
        List<double> losses = [];
        model.Fit(x, y, batchSize: 40, epochs: 4, shuffle: false, callbacks:
        [
            new At(epochBegin: context =>
            {
                foreach (var parameter in context.Model.Parameters) parameter.Assign(Tensor.Zeros(parameter.Shape));
            }, batchEnd: context => losses.Add(context.BatchLoss)),
        ]);
        // a model of zeros answers ½
        Assert.All(losses, static loss => Assert.Equal(Math.Log(2), loss, 1e-6));
    }

    [Fact]
    public void Parameters_of_an_optimizer_s_groups_may_come_in_any_order()
    {
        var (x, y) = ToyData.HalfPlane(40);
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        model.Build([2]);
        var optimizer = new Adam(0.05);
        optimizer.AddGroup(model.Children[1].Parameters);
        optimizer.AddGroup(model.Children[0].Parameters, learningRate: 0.1);
        model.Compile(optimizer, new BinaryCrossEntropy());
        // restoring the best weights must not take the parameters away from the optimizer
        var history = model.Fit(x, y, batchSize: 8, epochs: 30, callbacks: [new EarlyStopping("loss", patience: 30, restoreBestWeights: true)]);
        Assert.Equal(30, history.Epochs.Count);
        Assert.True(history.Epochs[^1].Training.Loss < 0.5 * history.Epochs[2].Training.Loss, $"{history.Epochs[2].Training.Loss} to {history.Epochs[^1].Training.Loss}");
    }

    /// <summary>A model around another that says whether it may be replayed, and counts its calls.</summary>
    private sealed class Wrapper : Model
    {
        private readonly bool _replayable;

        public Wrapper(Model inner, bool replayable)
        {
            Add(inner);
            _replayable = replayable;
        }

        public int Calls { get; private set; }

        public override bool IsReplayable => _replayable;

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            if (context.IsTraining) Calls++;
            return Children[0].Call(input, context);
        }
    }

    /// <summary>Divides by 1 + the mean of |x|, which it takes on the host.</summary>
    private sealed class HostMean(bool claims) : Layer
    {
        public override bool IsReplayable => claims;

        protected override Tensor Forward(Tensor input, ForwardContext context) =>
            input / Tensor.Scalar((float)(1 + input.Detach().Abs().Mean().ToScalar()));
    }

    /// <summary>Multiplies by the number of the call, which it counts on the host, and reads nothing.</summary>
    private sealed class HostNumber(bool claims) : Layer
    {
        public int Calls { get; private set; }

        public override bool IsReplayable => claims;

        protected override Tensor Forward(Tensor input, ForwardContext context) => context.IsTraining ? input * Tensor.From([(float)++Calls]) : input;
    }

    private sealed class TensorMean : Layer
    {
        public override bool IsReplayable => true;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input / (1 + input.Detach().Abs().Mean());
    }

    private sealed class HostError() : Metric("host error")
    {
        public override Tensor Call(Tensor prediction, Tensor target) =>
            Tensor.Scalar(prediction.ToDoubleArray().Zip(target.ToDoubleArray(), static (p, y) => Math.Abs(p - y)).Average());
    }
}
