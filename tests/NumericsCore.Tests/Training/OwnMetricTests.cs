using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>A metric of one's own is called for every batch, with the targets that the loss takes.</summary>
public class OwnMetricTests
{
    [Fact]
    public void State_on_the_host_is_read_in_every_step()
    {
        var (x, y) = ToyData.HalfPlane(64);
        double threshold = 0;
        int calls = 0;
        var model = ToyData.Classifier();
        model.Compile(new Sgd(0), new BinaryCrossEntropy(), new HostMetric("share", (p, _) =>
        {
            calls++;
            return p.GreaterThan(threshold).Mean();
        }));
        var history = model.Fit(x, y, batchSize: 32, epochs: 3, callbacks: [new At(epochEnd: (_, _) => threshold = 1)]);
        Assert.Equal([1, 0, 0], history.Epochs.Select(static epoch => epoch["share"]));
        Assert.Equal(6, calls);
    }

    [Fact]
    public void A_sum_over_epochs_on_the_host_counts_each_batch()
    {
        var (x, y) = ToyData.HalfPlane(50);
        int rows = 0;
        var model = ToyData.Classifier();
        model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.Accuracy, new HostMetric("rows", (p, _) => Tensor.Scalar(rows += p.Shape[0])), Metric.MeanAbsoluteError);
        model.Fit(x, y, batchSize: 8, epochs: 4);
        Assert.Equal(200, rows);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Targets_come_aligned_in_training_validation_and_evaluation(bool isReplayable)
    {
        var x = Tensor.Normal([64, 1], seed: 1);
        HashSet<string> shapes = [];
        var model = new Sequential(new Dense(1, useBias: false, weightInitializer: Initializer.Constant(1)));
        model.Compile(new Sgd(0), new MeanSquaredError(), new HostMetric("max error", (p, t) =>
        {
            shapes.Add($"{p.Shape.Without(0)} {t.Shape.Without(0)}");
            return (p - t).Abs().Max();
        }, isReplayable: isReplayable));
        var epoch = model.Fit(x, x.Reshape(64), batchSize: 16, validationSplit: 0.25).Epochs[0];
        Assert.Equal((0, 0), (epoch["max error"], epoch["val_max error"]));
        Assert.Equal(0, model.Evaluate(x, x.Reshape(64)).Metrics["max error"]);
        Assert.Equal(["[1] [1]"], shapes);
    }

    [Fact]
    public void Class_indices_come_as_a_column()
    {
        var (x, classes) = ToyData.Corners(30);
        HashSet<string> shapes = [];
        var model = new Sequential(new Dense(3));
        model.Compile(new Adam(), new CategoricalCrossEntropy(sparse: true, fromLogits: true), new HostMetric("shape", (p, t) =>
        {
            shapes.Add($"{t.Shape.Without(0)}");
            return p.Mean();
        }));
        model.Fit(x, classes, batchSize: 10, validationSplit: 0.2);
        model.Evaluate(x, classes);
        Assert.Equal(["[1]"], shapes);
    }

    [Fact]
    public void It_may_compute_on_another_thread()
    {
        var (x, y) = ToyData.HalfPlane(48);
        var model = ToyData.Classifier();
        model.Compile(new Adam(), new BinaryCrossEntropy(),
            new HostMetric("there", static (p, _) => Elsewhere.Run(() => p.Mean())), new HostMetric("here", static (p, _) => p.Mean(), isReplayable: true));
        foreach (var epoch in model.Fit(x, y, batchSize: 16, epochs: 3, validationSplit: 0.25).Epochs)
        {
            Assert.Equal(epoch["here"], epoch["there"]);
            Assert.Equal(epoch["val_here"], epoch["val_there"]);
        }
    }

    /// <summary>A replay would not repeat what another thread computes, and what it reads may not be there yet.</summary>
    [Theory]
    [InlineData("compute")]
    [InlineData("reduce a view")]
    [InlineData("read")]
    [InlineData("read one")]
    [InlineData("differentiate")]
    [InlineData("layer")]
    public void Where_a_step_is_recorded_another_thread_is_refused(string use)
    {
        foreach (int threads in (int[])[1, 2]) IsRefusedElsewhere(use, Device.CreateCpu(threads));
    }

    private static void IsRefusedElsewhere(string use, Device device)
    {
        var (x, y) = ToyData.HalfPlane(48, device);
        Tensor? kept = null;
        Func<Tensor, Tensor> uses = use switch
        {
            "reduce a view" => static p => p.Reshape(-1).Mean(),
            "read" => static p => Tensor.Scalar(p.ToArray<float>()[0], device: p.Device),
            "read one" => static p => Tensor.Scalar(p.GetValue(0, 0), device: p.Device),
            "differentiate" => static p => p.WithGradient().Square().Mean(),
            _ => static p => p.Mean(),
        };
        var metric = new HostMetric("there", (p, _) => Elsewhere.Run(() => uses(kept = p)), isReplayable: true);
        Sequential model = new(new Dense(4), new ElsewhereLayer(use == "layer", isReplayable: true), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(), new BinaryCrossEntropy(), use == "layer" ? [] : [metric]);
        string message = Assert.Throws<InvalidOperationException>(() => model.Fit(x, y, batchSize: 16)).Message;
        Assert.StartsWith("This tensor of shape [", message, StringComparison.Ordinal);
        Assert.Contains(" belongs to a training step that another thread is recording", message, StringComparison.Ordinal);

        // the recording has ended with that, and everyone may use what was kept of it
        if (kept is not null) Assert.Equal(16, Elsewhere.Run(() => kept.ToArray<float>().Length));
        model = new(new Dense(4), new ElsewhereLayer(use == "layer", isReplayable: false), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(), new BinaryCrossEntropy());
        Assert.True(model.Fit(x, y, batchSize: 16, epochs: 2).Epochs[1].Training.Loss > 0);
    }

    [Fact]
    public void What_it_keeps_does_not_change()
    {
        var (x, y) = ToyData.HalfPlane(48);
        List<(Tensor Kept, float[] Then)> kept = [];
        var model = ToyData.Classifier();
        model.Compile(new Adam(), new BinaryCrossEntropy(), new HostMetric("keeper", (p, t) =>
        {
            kept.Add((p, p.ToArray<float>()));
            kept.Add((t, t.ToArray<float>()));
            return p.Mean();
        }));
        model.Fit(x, y, batchSize: 16, epochs: 3);
        Assert.Equal(18, kept.Count);
        Assert.All(kept, static pair => Assert.Equal(pair.Then, pair.Kept.ToArray<float>()));
    }

    [Fact]
    public void It_gives_one_number_under_a_name_of_its_own()
    {
        var (x, y) = ToyData.HalfPlane(20);
        Expect.Error<InvalidOperationException>("The metric 'wide' gave a tensor of shape [5, 1]; expected a scalar, such as a Mean().", () => Fit(new HostMetric("wide", static (p, _) => p)));
        Expect.Error<InvalidOperationException>("The metric 'none' gave null; expected a scalar tensor.", () => Fit(new HostMetric("none", static (_, _) => null!)));
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new HostMetric("loss", static (p, _) => p)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new HostMetric("val_mine", static (p, _) => p)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new HostMetric("", static (p, _) => p)).ParamName);
        Assert.Equal("metrics", Assert.Throws<ArgumentException>(() => Fit(null!)).ParamName);

        History Fit(Metric metric)
        {
            var model = ToyData.Classifier();
            model.Compile(new Adam(), new BinaryCrossEntropy(), metric);
            return model.Fit(x, y, batchSize: 5);
        }
    }

    [Fact]
    public void It_leaves_the_recorded_step_of_the_others_alone()
    {
        using TrainingStep plain = Step([Metric.Accuracy]), own = Step([Metric.Accuracy, new HostMetric("mine", static (p, _) => p.Mean())]);
        plain.Run(0);
        own.Run(0);
        Assert.True(own.IsReplaying);
        Assert.Equal(plain.RecordedCalls, own.RecordedCalls);

        static TrainingStep Step(Metric[] metrics)
        {
            var (x, y) = ToyData.HalfPlane(32);
            var model = ToyData.Classifier();
            model.Build([2]);
            var optimizer = new Adam();
            optimizer.AddGroup(model.Parameters);
            return new TrainingStep(model, optimizer, new BinaryCrossEntropy(), metrics, new TrainingData(x, y, null), 16);
        }
    }

    /// <summary>Doubles on another thread in training, if it is told to.</summary>
    private sealed class ElsewhereLayer(bool active, bool isReplayable) : Layer
    {
        public override bool IsReplayable => isReplayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) => active && context.IsTraining ? Elsewhere.Run(() => input * 2) : input;
    }
}
