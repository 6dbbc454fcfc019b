using FsCheck.Xunit;
using NumericsCore.Tests.Layers;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

public class VirtualShardsTests
{
    [Fact]
    public void One_shard_gives_the_bits_of_none()
    {
        Assert.Equal(Trained(null), Trained(1));
        Assert.NotEqual(Trained(null), Trained(2));
    }

    [Property(MaxTest = 60)]
    public void The_gradient_is_that_of_the_whole_batch(byte loss, byte rows, byte shards, bool sum, bool sampleWeights, byte seed)
    {
        string name = ((string[])["squared", "binary", "sparse", "sparse weighted", "one-hot"])[loss % 5];
        int count = 1 + rows % 70, cut = 2 + shards % 15;
        double[] whole = Stepped(name, count, 1, sum, sampleWeights, seed), parts = Stepped(name, count, cut, sum, sampleWeights, seed);
        for (int i = 0; i < whole.Length; i++) Assert.True(Math.Abs(whole[i] - parts[i]) <= 1e-12 * (1 + Math.Abs(whole[i])) * (sum ? count : 1), FormattableString.Invariant($"{name}, {count} rows, {cut} shards, element {i}: {whole[i]} and {parts[i]}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads) =>
        Assert.Equal(Trained(8), Trained(8, Device.CreateCpu(threads)));

    [Fact]
    public void A_model_that_is_not_replayed_trains_to_the_same_bits()
    {
        Assert.Equal(Train(replayable: true), Train(replayable: false));

        static string Train(bool replayable)
        {
            var model = new Sequential(new Dense(8, Activation.Tanh), new BatchNorm(replayable: replayable), new Dropout(0.3), new Dense(1, Activation.Sigmoid));
            model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.Accuracy);
            var (x, y) = ToyData.HalfPlane(50);
            model.Fit(x, y, batchSize: 20, epochs: 3, seed: 4, virtualShards: 3);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Buffers_get_the_mean_of_what_the_shards_made_of_them()
    {
        var model = new Sequential(new BatchNorm(momentum: 0.5), new Dense(1));
        model.Compile(new Sgd(0), new MeanSquaredError());
        var x = Make.Random([10, 2]);
        model.Fit(x, x[.., 0], batchSize: 10, shuffle: false, virtualShards: 3);
        // shards of 4, 4 and 2 rows: the mean of their means, weighted by rows, is the mean of all
        double[] mean = model.NamedBuffers["batch_norm_1.running_mean"].ToDoubleArray();
        double[] expected = (x.Mean(0) * 0.5).ToDoubleArray();
        for (int i = 0; i < 2; i++) Assert.Equal(expected[i], mean[i], 1e-12);
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("sparse weighted")]
    public void A_replayed_step_allocates_nothing(string name)
    {
        var device = Device.CreateCpu(2);
        var (model, optimizer, loss, data) = Task(name, 96, false, sampleWeights: true, 3, device);
        optimizer.AddGroup(model.Parameters);
        data.Order.Set([.. Enumerable.Range(0, 96)]);
        using var step = new ShardedStep(model, optimizer, loss, [name == "squared" ? Metric.MeanSquaredError : Metric.Accuracy], data, 30, 8, null);
        for (int i = 0; i < 3; i++) step.Run(0);
        Assert.True(step.IsReplaying);
        string before = model.WeightsSha256();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) step.Run(i % 3 * 30);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
        Assert.NotEqual(before, model.WeightsSha256());
    }

    [Fact]
    public void A_checkpoint_goes_on_with_the_same_shards_to_the_same_bits()
    {
        using var file = new ScratchFile();
        var (x, y) = ToyData.HalfPlane(60);
        var whole = ToyData.Classifier().Compiled();
        whole.Fit(x, y, batchSize: 16, epochs: 4, seed: 2, virtualShards: 5);
        var begun = ToyData.Classifier().Compiled();
        begun.Fit(x, y, batchSize: 16, epochs: 2, seed: 2, virtualShards: 5, callbacks: [new Checkpoint(file.Path)]);
        var other = ToyData.Classifier().Compiled();
        var refused = Assert.Throws<ModelFileException>(() => other.Fit(x, y, batchSize: 16, epochs: 4, virtualShards: 8, resumeFrom: file.Path, callbacks: [new Checkpoint(file.Path)]));
        Assert.Contains("virtual shards: 5 in the checkpoint, 8 here", refused.Message, StringComparison.Ordinal);
        var resumed = ToyData.Classifier().Compiled();
        resumed.Fit(x, y, batchSize: 16, epochs: 4, resumeFrom: file.Path, callbacks: [new Checkpoint(file.Path)]);
        Assert.Equal(whole.WeightsSha256(), resumed.WeightsSha256());
    }

    [Fact]
    public void Epoch_metrics_and_metrics_of_the_host_see_the_batch_in_order()
    {
        var (plain, cut) = (Train(1), Train(8));
        foreach (var (name, value) in plain.Metrics) Assert.Equal(value, cut.Metrics[name], 1e-6);
        Assert.Equal(plain.Loss, cut.Loss, 1e-6);

        static EvaluationResult Train(int shards)
        {
            var model = ToyData.Classifier();
            model.Compile(new Sgd(0.01), new BinaryCrossEntropy(), Metric.Accuracy, Metric.AreaUnderCurve, new HostMetric("mine", static (p, _) => p.Mean()));
            var (x, y) = ToyData.HalfPlane(70);
            return model.Fit(x, y, batchSize: 32, epochs: 2, seed: 1, virtualShards: shards).Epochs[^1].Training;
        }
    }

    [Property(MaxTest = 200)]
    public void Every_row_is_in_one_shard_and_every_shard_with_one_process(ushort rows, byte shards, byte processes)
    {
        int count = 1 + rows % 3000, cut = 1 + shards, ranks = 1 + processes % cut, next = 0;
        for (int shard = 0; shard < cut; shard++)
        {
            var part = ShardRows.Of(shard, cut, count);
            Assert.Equal(next, part.Start);
            Assert.True(part.Start == count || part.Start % ShardRows.Unit == 0);
            next += part.Count;
        }

        Assert.Equal(count, next);
        next = 0;
        for (int rank = 0; rank < ranks; rank++)
        {
            var (first, end) = ShardRows.HeldBy(rank, ranks, cut);
            Assert.Equal(next, first);
            Assert.True(end > first);
            foreach (var root in SumTree.Roots(cut, first, end))
            {
                Assert.Equal(next, root.First);
                next += root.Leaves;
            }

            Assert.Equal(end, next);
        }

        Assert.Equal(cut, next);
    }

    [Theory]
    [InlineData(1, 4, "0")]
    [InlineData(3, 12, "((0+1)+2)")]
    [InlineData(7, 28, "(((0+1)+(2+3))+((4+5)+6))")]
    [InlineData(8, 32, "(((0+1)+(2+3))+((4+5)+(6+7)))")]
    [InlineData(8, 9, "(2+(5+7))")]
    public void The_order_of_additions_is_a_tree_without_empty_shards(int shards, int rows, string expected)
    {
        ShardRows[] parts = [.. Enumerable.Range(0, shards).Select(shard => ShardRows.Of(shard, shards, rows))];
        var schedule = new ShardSchedule(parts, [new Subtree(0, shards)], keepsRoots: false);
        string sum = "";
        string[] slots = new string[schedule.Slots];
        foreach (var step in schedule.Steps)
        {
            if (step.Action == ShardAction.Compute) sum = FormattableString.Invariant($"{step.Index}");
            else if (step.Action == ShardAction.Store) slots[step.Index] = sum;
            else sum = $"({slots[step.Index]}+{sum})";
        }

        Assert.Equal(expected, sum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_537)]
    [InlineData(int.MaxValue)]
    public void Less_than_one_shard_and_more_than_there_may_be_are_refused(int shards)
    {
        var (x, y) = ToyData.HalfPlane(8);
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => ToyData.Classifier().Compiled().Fit(x, y, virtualShards: shards));
        Assert.Equal("virtualShards", refused.ParamName);
    }

    [Fact]
    public void As_many_shards_as_there_may_be_are_taken()
    {
        var (x, y) = ToyData.HalfPlane(8);
        Assert.Single(ToyData.Classifier().Compiled().Fit(x, y, virtualShards: 65_536).Epochs);
    }

    [Theory]
    [InlineData("squared", true)]
    [InlineData("binary", true)]
    [InlineData("sparse weighted", false)]
    public void The_loss_that_is_told_is_that_of_the_whole_batch(string name, bool sampleWeights)
    {
        double[] whole = Losses(1), parts = Losses(5);
        for (int epoch = 0; epoch < whole.Length; epoch++) Assert.Equal(whole[epoch], parts[epoch], 1e-12 * Math.Abs(whole[epoch]));

        double[] Losses(int shards)
        {
            var (model, optimizer, loss, data) = Task(name, 50, false, sampleWeights, 3, Device.Cpu);
            model.Compile(optimizer, loss);
            return [.. model.Fit(data.Features, data.Targets, batchSize: 25, epochs: 2, sampleWeights: data.Weights, shuffle: false, virtualShards: shards).Epochs.Select(static epoch => epoch.Training.Loss)];
        }
    }

    [Fact]
    public void A_parameter_that_rests_for_some_epochs_misses_the_same_steps()
    {
        Assert.Equal(Train(null), Train(1));
        Assert.NotEqual(Train(null), Train(1, rests: false));

        static string Train(int? shards, bool rests = true)
        {
            var model = ToyData.Classifier().Compiled();
            var (x, y) = ToyData.HalfPlane(60);
            // the replayed step of one epoch is not that of the next
            var rest = new At(epochEnd: (_, result) => model.Parameters[0].IsTrainable = !rests || result.Epoch % 3 == 0);
            model.Fit(x, y, batchSize: 20, epochs: 7, seed: 2, virtualShards: shards, callbacks: [rest]);
            return model.WeightsSha256();
        }
    }

    private static string Trained(int? shards, Device? device = null)
    {
        var model = ToyData.Classifier(dropout: 0.4);
        model.Compile(new Adam { ClipNorm = 0.5 }, new BinaryCrossEntropy(classWeights: [1, 2]), Metric.Accuracy);
        var (x, y) = ToyData.HalfPlane(75);
        if (device is not null) (x, y) = (x.To(device), y.To(device));
        model.Fit(x, y, batchSize: 32, epochs: 3, validationSplit: 0.1, seed: 9, virtualShards: shards, callbacks: [new EarlyStopping(patience: 1)]);
        return model.WeightsSha256();
    }

    /// <summary>The parameters after one step of gradient descent at rate 1, in float64 with dropout.</summary>
    private static double[] Stepped(string name, int rows, int shards, bool sum, bool sampleWeights, byte seed)
    {
        var (model, optimizer, loss, data) = Task(name, rows, sum, sampleWeights, seed, Device.Cpu);
        model.Compile(optimizer, loss);
        model.Fit(data.Features, data.Targets, batchSize: rows, sampleWeights: data.Weights, shuffle: false, virtualShards: shards);
        return [.. model.Parameters.SelectMany(static parameter => parameter.ToDoubleArray())];
    }

    private static (Sequential Model, Sgd Optimizer, Loss Loss, TrainingData Data) Task(string name, int rows, bool sum, bool sampleWeights, byte seed, Device device)
    {
        var reduction = sum ? Reduction.Sum : Reduction.Mean;
        bool ofClasses = name is not ("squared" or "binary");
        Loss loss = name switch
        {
            "squared" => new MeanSquaredError(reduction),
            "binary" => new BinaryCrossEntropy(fromLogits: true, classWeights: [0.5, 2], reduction: reduction),
            "sparse" => new CategoricalCrossEntropy(sparse: true, fromLogits: true, reduction: reduction),
            "sparse weighted" => new CategoricalCrossEntropy(sparse: true, fromLogits: true, classWeights: [0, 1, 4], reduction: reduction),
            _ => new CategoricalCrossEntropy(fromLogits: true, labelSmoothing: 0.1, reduction: reduction),
        };
        var model = new Sequential(new Dense(5, Activation.Relu), new Dropout(0.4), new Dense(ofClasses ? 3 : 1));
        model.Build([3], seed: seed, elementType: ElementType.Float64, device: device);
        var labels = Tensor.From([.. Enumerable.Range(0, rows).Select(row => (double)((row * 7 + seed) % 3))], [rows], device);
        var target = name switch
        {
            "squared" => Make.Random([rows, 1], stream: 5, device: device),
            "binary" => labels.LessThan(1).Reshape(rows, 1),
            "one-hot" => labels.Reshape(rows, 1).EqualTo(Tensor.Range(0, 3, elementType: ElementType.Float64, device: device)),
            _ => labels.Reshape(rows, 1),
        };
        loss.RequireTargets([rows, ofClasses ? 3 : 1], loss.Aligned([rows, ofClasses ? 3 : 1], target));
        var weights = sampleWeights ? Make.Random([rows], stream: 8, device: device).Abs() : null;
        return (model, new Sgd(1), loss, new TrainingData(Make.Random([rows, 3], stream: seed, device: device), target, weights));
    }
}
