using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;
using NumericsCore.Tests.Training;

namespace NumericsCore.Tests.Layers;

/// <summary>State of a layer that no optimizer changes: listed, changed by the layer, saved, moved and restored with the parameters.</summary>
public sealed class BufferTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    public BufferTests() => BatchNorm.Register();

    [Fact]
    public void They_are_listed_by_their_paths_and_are_no_parameters()
    {
        var model = Model();
        model.Build([3], elementType: ElementType.Float64);
        Assert.Equal(["dense_1.weight", "dense_1.bias", "batch_norm_1.weight", "batch_norm_1.bias", "head.dense_1.weight", "head.dense_1.bias", "head.batch_norm_1.weight", "head.batch_norm_1.bias"], model.NamedParameters.Keys);
        Assert.Equal(["batch_norm_1.running_mean", "batch_norm_1.running_variance", "head.batch_norm_1.running_mean", "head.batch_norm_1.running_variance"], model.NamedBuffers.Keys);
        Assert.Equal(model.Buffers, model.NamedBuffers.Values);
        Assert.All(model.NamedBuffers, static pair => Assert.Equal(pair.Key, pair.Value.Path));
        Assert.Equal(["running_mean", "running_variance"], model.Children[1].NamedBuffers.Keys);
        Assert.Equal([0, 0, 0, 0], model.Buffers[0].ToArray<double>());
        Assert.Equal([1, 1, 1, 1], model.Buffers[1].ToArray<double>());
        Assert.All(model.Buffers, static buffer => Assert.False(buffer.RequiresGradient));
        Assert.Matches(@"Total +31\nBuffers +10$", model.Summary());
    }

    [Fact]
    public void Training_calls_change_them_and_predictions_read_them()
    {
        var layer = new BatchNorm(momentum: 0.75);
        layer.Build([2], elementType: ElementType.Float64);
        double[] mean = [0, 0], variance = [1, 1];
        for (uint batch = 0; batch < 5; batch++)
        {
            var x = Make.Random([6, 2], batch);
            layer.Call(x, training: true);
            double[] elements = x.ToArray<double>();
            for (int column = 0; column < 2; column++)
            {
                double[] values = [.. Enumerable.Range(0, 6).Select(row => elements[2 * row + column])];
                double average = values.Average(), spread = values.Average(value => (value - average) * (value - average));
                (mean[column], variance[column]) = (0.75 * mean[column] + 0.25 * average, 0.75 * variance[column] + 0.25 * spread);
            }
        }

        Near.AssertEqual(mean, layer.Buffers[0]);
        Near.AssertEqual(variance, layer.Buffers[1]);
        var y = layer.Call(Make.Of([1, 2], 3, -4));
        Near.AssertEqual([(3 - mean[0]) / Math.Sqrt(variance[0] + 1e-5), (-4 - mean[1]) / Math.Sqrt(variance[1] + 1e-5)], y.Reshape(2));
        Near.AssertEqual(mean, layer.Buffers[0]);
    }

    [Fact]
    public void A_replayed_training_changes_them_as_an_eager_one_does()
    {
        var (x, y) = ToyData.HalfPlane(70);
        var (replayed, eager) = (new BatchNorm(), new BatchNorm(replayable: false));
        string[] hashes = [.. ((BatchNorm[])[replayed, eager]).Select(norm =>
        {
            var model = new Sequential(new Dense(8), norm, new Relu(), new Dropout(0.2), new Dense(1, Activation.Sigmoid)).Compiled();
            model.ChecksReplay = false;
            model.Fit(x, y, batchSize: 16, epochs: 4, validationSplit: 0.1, seed: 3);
            return model.WeightsSha256();
        })];
        Assert.Equal(hashes[1], hashes[0]);
        // once for each size of batch, or for each of 4 epochs of 4 batches
        Assert.Equal((2, 16), (replayed.TrainingCalls, eager.TrainingCalls));
        Assert.NotEqual(0, replayed.Buffers[0].ToArray<float>()[0]);
    }

    [GpuFact]
    public void Every_device_gives_them_the_same_bits_and_moving_keeps_them()
    {
        string Trained(Device device, Device end)
        {
            var (x, y) = ToyData.HalfPlane(40, device);
            var model = Model();
            model.Compile(new Adam(0.01), new BinaryCrossEntropy(fromLogits: true));
            model.Fit(x, y, batchSize: 8, epochs: 3, seed: 3);
            string hash = model.WeightsSha256();
            model.To(end);
            Assert.Equal(hash, model.WeightsSha256());
            Assert.All(model.Buffers, buffer => Assert.Equal(end, buffer.Device));
            (x, y) = ToyData.HalfPlane(40, end);
            model.Compile(new Adam(0.01), new BinaryCrossEntropy(fromLogits: true));
            model.Fit(x, y, batchSize: 8, epochs: 1, seed: 3);
            model.Save(_scratch.Path);
            return model.WeightsSha256();
        }

        string expected = Trained(Device.Cpu, Device.CreateCpu(2));
        foreach (var gpu in Gpus.All)
        {
            Assert.Equal(expected, Trained(Device.Cpu, gpu));
            Assert.Equal(expected, Trained(gpu, Device.Cpu));
            Assert.Equal(expected, NumericsCore.Model.Load(_scratch.Path, gpu).WeightsSha256());
        }
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void They_are_in_the_file_under_their_paths_and_come_back(ElementType type)
    {
        var model = Trained(type);
        model.Save(_scratch.Path);
        var tensors = IndependentReader.Read(File.ReadAllBytes(_scratch.Path))!;
        Assert.Equal(model.NamedParameters.Keys.Concat(model.NamedBuffers.Keys).Order(StringComparer.Ordinal), tensors.Keys.Order(StringComparer.Ordinal));
        var loaded = NumericsCore.Model.Load(_scratch.Path);
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
        var x = Make.Random([5, 2], elementType: type);
        Bits.AssertEqual(model.Predict(x), loaded.Predict(x));
        // and in a file of weights alone
        model.SaveWeights(_scratch.Path);
        var other = Model();
        other.Build([2], seed: 9, type);
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), other.LoadWeights(_scratch.Path).Loaded.Order(StringComparer.Ordinal));
        Assert.Equal(model.WeightsSha256(), other.WeightsSha256());
    }

    [Fact]
    public void One_that_the_file_lacks_or_has_too_much_is_named()
    {
        var model = Trained(ElementType.Float32);
        var tensors = model.NamedParameters.ToDictionary(static pair => pair.Key, static pair => (Tensor)pair.Value);
        foreach (var (path, buffer) in model.NamedBuffers) tensors[path.Replace("head.batch_norm_1.running_mean", "head.batch_norm_1.mean", StringComparison.Ordinal)] = buffer;
        SafetensorsFile.Write(_scratch.Path, tensors);
        string before = model.WeightsSha256();
        Expect.Error<ModelFileException>(
            $"{_scratch.Path}: the parameters and the tensors do not fit; missing: 'head.batch_norm_1.running_mean' F32 [1]; unexpected: 'head.batch_norm_1.mean' F32 [1]",
            () => model.LoadWeights(_scratch.Path));
        Assert.Equal(before, model.WeightsSha256());
    }

    [Fact]
    public void A_file_cannot_ask_for_more_than_it_has()
    {
        ModelRegistry.RegisterLayer<Hoard>("test_hoard", static (_, _) => { }, static _ => new Hoard(1 << 28));
        var model = new Sequential(new Hoard(4), new Dense(1));
        model.Build([2]);
        model.Save(_scratch.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("buffer 'hoard_1.state' has shape [268435456] by the settings of its layer, for which the file's tensors are too small",
            Assert.Throws<ModelFileException>(() => NumericsCore.Model.Load(_scratch.Path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Early_stopping_restores_those_of_the_best_epoch()
    {
        var (x, y) = ToyData.HalfPlane(60);
        // the first epoch is the worst
        var stopping = new EarlyStopping(patience: 3, restoreBestWeights: true, direction: MonitorDirection.Maximize);
        var stopped = Model();
        stopped.Compile(new Sgd(0.5), new BinaryCrossEntropy(fromLogits: true));
        stopped.Fit(x, y, 8, epochs: 12, validationSplit: 0.3, callbacks: [stopping], seed: 3);
        var straight = Model();
        straight.Compile(new Sgd(0.5), new BinaryCrossEntropy(fromLogits: true));
        straight.Fit(x, y, 8, epochs: stopping.BestEpoch!.Value, validationSplit: 0.3, seed: 3);
        Assert.InRange(stopping.BestEpoch.Value, 1, 8);
        Assert.Equal(straight.WeightsSha256(), stopped.WeightsSha256());
    }

    [Fact]
    public void A_training_that_goes_on_from_any_step_ends_with_the_same_ones() => GoesOn(Device.Cpu, Device.CreateCpu(2));

    [GpuFact]
    public void Also_on_another_device()
    {
        foreach (var gpu in Gpus.All)
        {
            GoesOn(Device.Cpu, gpu);
            GoesOn(gpu, Device.Cpu);
        }
    }

    [Fact]
    public void Names_are_unique_in_a_layer_and_values_have_their_shape()
    {
        Expect.Error<ArgumentException>("This Own has a buffer 'state' already. (Parameter 'name')", () => new Own("state", "state").Build([2]));
        Expect.Error<ArgumentException>("This Own has a parameter 'weight' already. (Parameter 'name')", () => new Own("weight").Build([2]));
        Expect.Error<ArgumentException>("'a.b' is no name of a layer or parameter; expected at least one character, and no dot or control character. (Parameter 'name')", () => new Own("a.b").Build([2]));
        Expect.Error<InvalidOperationException>("AddBuffer is called from OnBuild.", () => new Own().AddLate());
        var model = new Sequential(new Own("state"));
        model.Build([2]);
        Expect.Error<ArgumentException>(
            "Buffer 'own_1.state' has shape [2], float32 on cpu; the values have shape [3], float32 on cpu. (Parameter 'values')", () => model.Buffers[0].Assign(Tensor.Zeros([3])));
        model.Buffers[0].Assign<float>([7, 8]);
        Assert.Equal([7, 8], model.Buffers[0].ToArray<float>());
    }

    [Fact]
    public void One_that_changes_after_it_was_used_stops_the_backward_pass()
    {
        var layer = new Own("state");
        layer.Build([2], elementType: ElementType.Float64);
        var x = Make.Vector(5, 6).WithGradient();
        var (loss, copied) = ((x * layer.Buffers[0]).Sum(), (x * layer.Buffers[0].Detach()).Sum());
        layer.Buffers[0].Assign(Make.Vector(3, 4));
        Assert.Throws<InvalidOperationException>(() => loss.Backward());
        copied.Backward();
        Near.AssertEqual([0.5, 0.5], x.Gradient!);
    }

    [Property(MaxTest = 50)]
    public Property Whatever_holds_them_a_file_brings_them_back() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var model = Tree(new System.Random(seed), 3, []);
        model.Build([2], seed: 1);
        foreach (var (buffer, i) in model.Buffers.Select(static (buffer, i) => (buffer, i))) buffer.Assign(Tensor.Uniform(buffer.Shape, seed: (ulong)i));
        model.Save(_scratch.Path);
        var loaded = NumericsCore.Model.Load(_scratch.Path);
        return model.Buffers.SequenceEqual(model.NamedBuffers.Values) && model.NamedBuffers.Keys.SequenceEqual(loaded.NamedBuffers.Keys)
            && model.NamedBuffers.All(static pair => pair.Value.Path == pair.Key) && model.WeightsSha256() == loaded.WeightsSha256();
    });

    public void Dispose() => _scratch.Dispose();

    private static Sequential Model() => new(
        new Dense(4), new BatchNorm(), new Dropout(0.2), new Sequential(new Dense(1), new BatchNorm(0.5)) { Name = "head" });

    private static Sequential Trained(ElementType type)
    {
        var x = Make.Random([40, 2], elementType: type);
        var model = Model();
        model.Compile(new Adam(0.01), new MeanSquaredError());
        model.Fit(x, x.Sum(1), batchSize: 8, epochs: 2, seed: 3);
        return model;
    }

    private void GoesOn(Device before, Device after)
    {
        string Run(Device device, string? resumeFrom, params Callback[] others)
        {
            var (x, y) = ToyData.HalfPlane(30, device);
            var model = Model();
            model.Compile(new Adam(0.05), new BinaryCrossEntropy(fromLogits: true));
            model.Fit(x, y, 8, epochs: 4, validationSplit: 0.3, callbacks: [new EarlyStopping(patience: 2, restoreBestWeights: true), .. others], seed: 3, resumeFrom: resumeFrom);
            return model.WeightsSha256();
        }

        string expected = Run(before, null);
        for (int stop = 2; stop <= 12; stop += 3)
        {
            int steps = 0;
            Assert.Throws<OperationCanceledException>(() => Run(before, null, new Checkpoint(_scratch.Path, 1, CheckpointUnit.Step), new At(batchEnd: _ =>
            {
                if (++steps == stop) throw new OperationCanceledException();
            })));
            Assert.Equal(expected, Run(after, _scratch.Path));
        }
    }

    private static Sequential Tree(System.Random random, int depth, List<Layer> made)
    {
        var layers = new List<Layer>();
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            if (random.Next(4) == 0 && made.Count > 0)
            {
                layers.Add(made[random.Next(made.Count)]);
                continue;
            }

            Layer layer = random.Next(3) switch
            {
                0 when depth > 0 => Tree(random, depth - 1, made),
                1 => new Dense(2),
                _ => new BatchNorm(random.NextDouble()),
            };
            layers.Add(layer);
            made.Add(layer);
        }

        return new Sequential(layers);
    }

    private sealed class Own(params string[] buffers) : Layer
    {
        public void AddLate() => AddBuffer("late", [2]);

        protected override void OnBuild(Shape inputShape)
        {
            AddParameter("weight", inputShape, Initializer.Constant(1));
            foreach (string name in buffers) AddBuffer(name, inputShape, 0.5);
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }

    private sealed class Hoard(int size) : Layer
    {
        protected override void OnBuild(Shape inputShape) => AddBuffer("state", [size]);

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
