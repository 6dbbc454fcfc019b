using NumericsCore.Tests.Layers;

namespace NumericsCore.Distributed.Tests;

public class TrainingTests
{
    private static readonly (Tensor X, Tensor Y) s_data = Data(90);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Any_number_of_processes_gives_the_bits_of_one(int processes)
    {
        var alone = Train(null);
        foreach (var outcome in InProcessCommunicator.Run(processes, Train)) Assert.Equal(alone, outcome);
    }

    [Theory]
    [InlineData("sparse", Reduction.Mean)]
    [InlineData("sparse", Reduction.Sum)]
    [InlineData("squared", Reduction.Mean)]
    public void Weighted_classes_sums_and_small_batches_do_so_too(string name, Reduction reduction)
    {
        string alone = Train(null);
        foreach (int processes in (int[])[3, 8])
            foreach (string hash in InProcessCommunicator.Run(processes, Train)) Assert.Equal(alone, hash);

        string Train(Communicator? processes)
        {
            bool sparse = name == "sparse";
            var model = new Sequential(new Dense(6, Activation.Relu), new Dropout(0.3), new Dense(sparse ? 3 : 1));
            Loss loss = sparse ? new CategoricalCrossEntropy(sparse: true, fromLogits: true, classWeights: [0, 1, 3], reduction: reduction) : new MeanSquaredError(reduction);
            model.Compile(new Sgd(0.01, momentum: 0.9), loss);
            var classes = Tensor.From([.. Enumerable.Range(0, 90).Select(static row => (float)(row % 3))], [90, 1]);
            // batches of 7 rows leave shards and processes without rows
            model.Fit(s_data.X, sparse ? classes : s_data.Y, batchSize: 7, epochs: 2, seed: 5, virtualShards: 8, processes: processes);
            return model.WeightsSha256();
        }
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(1, 3)]
    [InlineData(8, 1)]
    public void A_checkpoint_of_so_many_processes_goes_on_with_another_number_to_the_same_bits(int before, int after)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string whole = Fit(null, 4, null);
            InProcessCommunicator.Run(before, processes => Fit(processes, 2, null));
            foreach (string hash in InProcessCommunicator.Run(after, processes => Fit(processes, 4, path))) Assert.Equal(whole, hash);
        }
        finally
        {
            File.Delete(path);
        }

        string Fit(Communicator? processes, int epochs, string? resumeFrom)
        {
            var model = Model();
            model.Fit(s_data.X, s_data.Y, batchSize: 32, epochs: epochs, seed: 3, callbacks: [new Checkpoint(resumeFrom is null && processes is null ? path + ".alone" : path)], resumeFrom: resumeFrom, virtualShards: resumeFrom is null ? 8 : null, processes: processes);
            File.Delete(path + ".alone");
            return model.WeightsSha256();
        }
    }

    [Theory]
    [InlineData("seed", "weights")]
    [InlineData("rows", "training features")]
    [InlineData("batch", "training's settings")]
    [InlineData("rate", "optimizer")]
    [InlineData("weights", "loss")]
    public void What_differs_between_processes_is_named_by_all(string what, string named)
    {
        var failed = Assert.Throws<AggregateException>(() => InProcessCommunicator.Run(3, processes =>
        {
            bool other = processes.Rank == 2;
            var model = new Sequential(new Dense(4, Activation.Relu), new Dense(1, Activation.Sigmoid));
            model.Compile(new Adam(other && what == "rate" ? 0.02 : 0.01), new BinaryCrossEntropy(classWeights: other && what == "weights" ? [1, 2] : [1, 1]));
            model.Build([2], seed: other && what == "seed" ? 2ul : 1);
            var x = other && what == "rows" ? s_data.X * 2 : s_data.X;
            model.Fit(x, s_data.Y, batchSize: other && what == "batch" ? 16 : 32, seed: 1, processes: processes);
            return 0;
        }));
        Assert.Equal(3, failed.InnerExceptions.Count);
        foreach (var one in failed.InnerExceptions)
        {
            Assert.IsType<InvalidOperationException>(one);
            Assert.StartsWith($"Process 2 of 3 differs from process 0 in the {named}.", one.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_processes_than_shards_are_refused()
    {
        var failed = Assert.Throws<AggregateException>(() => InProcessCommunicator.Run(3, processes => Model().Fit(s_data.X, s_data.Y, virtualShards: 2, processes: processes)));
        Assert.All(failed.InnerExceptions, static one => Assert.Contains("3 processes share 2 virtual shards", Assert.IsType<ArgumentException>(one).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_fails_in_the_middle_ends_the_others()
    {
        var failed = Assert.Throws<AggregateException>(() => InProcessCommunicator.Run(4, processes =>
        {
            int steps = 0;
            var failing = new LambdaCallback(onBatchEnd: _ =>
            {
                if (processes.Rank == 1 && ++steps == 3) throw new TimeZoneNotFoundException("this one");
            });
            Model().Fit(s_data.X, s_data.Y, batchSize: 16, epochs: 5, seed: 1, callbacks: [failing], processes: processes);
            return 0;
        }));
        Assert.Single(failed.InnerExceptions.OfType<TimeZoneNotFoundException>());
        Assert.Equal(3, failed.InnerExceptions.OfType<CommunicationException>().Count());
    }

    [Theory]
    [InlineData("adam", 2)]
    [InlineData("adam", 3)]
    [InlineData("clipped", 4)]
    [InlineData("sgd", 8)]
    public void An_optimizer_whose_state_is_shared_gives_the_same_bits_and_is_whole_at_the_end(string optimizer, int processes)
    {
        var alone = Train(null);
        foreach (var outcome in InProcessCommunicator.Run(processes, Train)) Assert.Equal(alone, outcome);

        (string Weights, string State, long Steps) Train(Communicator? group)
        {
            var model = new Sequential(new Dense(9, Activation.Relu), new BatchNorm(), new Dropout(0.2), new Dense(1, Activation.Sigmoid));
            Optimizer rule = optimizer switch { "adam" => new Adam(0.01, amsGrad: true), "clipped" => new Adam(0.01) { ClipNorm = 0.1 }, _ => new Sgd(0.1) };
            model.Compile(rule, new BinaryCrossEntropy(classWeights: [1, 3]), Metric.Accuracy);
            // two calls: the second begins with a whole state
            for (int call = 0; call < 2; call++)
                model.Fit(s_data.X, s_data.Y, batchSize: 32, epochs: 2, seed: 4, virtualShards: 8, processes: group, shardOptimizerState: true);
            var state = model.Parameters.SelectMany(parameter => Enumerable.Range(0, rule.Slots).SelectMany(slot => rule.Slot(parameter, slot).ToDoubleArray()));
            return (model.WeightsSha256(), string.Join(' ', state.Select(static value => $"{value:R}")), rule.StepCount);
        }
    }

    [Theory]
    [InlineData(true, 4, false, 3)]
    [InlineData(true, 3, true, 2)]
    [InlineData(false, 2, true, 8)]
    public void Checkpoints_hold_a_shared_state_whole(bool sharedBefore, int before, bool sharedAfter, int after)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string whole = Fit(null, 4, null, false);
            InProcessCommunicator.Run(before, processes => Fit(processes, 2, null, sharedBefore));
            foreach (string hash in InProcessCommunicator.Run(after, processes => Fit(processes, 4, path, sharedAfter))) Assert.Equal(whole, hash);
        }
        finally
        {
            File.Delete(path);
        }

        string Fit(Communicator? processes, int epochs, string? resumeFrom, bool shared)
        {
            var model = Model();
            Callback[] callbacks = processes is null ? [] : [new Checkpoint(path)];
            model.Fit(s_data.X, s_data.Y, batchSize: 32, epochs: epochs, seed: 3, callbacks: callbacks, resumeFrom: resumeFrom, virtualShards: 8, processes: processes, shardOptimizerState: shared);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void A_process_keeps_its_part_of_the_state_alone()
    {
        long[] kept = InProcessCommunicator.Run(4, static processes =>
        {
            var model = new Sequential(new Dense(100));
            var adam = new Adam();
            model.Compile(adam, new MeanSquaredError());
            long most = 0;
            var watch = new LambdaCallback(onBatchEnd: _ => most = adam.State.Part.ElementCount);
            model.Fit(Tensor.Uniform([16, 99], seed: 1), Tensor.Uniform([16, 100], seed: 2), batchSize: 16, processes: processes, callbacks: [watch], shardOptimizerState: true);
            return most;
        });
        // two moments of 10,000 parameters
        Assert.All(kept, static count => Assert.InRange(count, 2 * 2_400, 2 * 2_600));
    }

    [Fact]
    public void A_state_that_is_left_shared_is_refused()
    {
        Exception[] said = InProcessCommunicator.Run(2, static processes =>
        {
            var model = Model();
            int steps = 0;
            var failing = new LambdaCallback(onBatchEnd: _ =>
            {
                if (++steps == 2) throw new TimeZoneNotFoundException("all of them");
            });
            Assert.Throws<TimeZoneNotFoundException>(() => Fit([failing]));
            return Assert.Throws<InvalidOperationException>(() => Fit([]));

            void Fit(Callback[] callbacks) => model.Fit(s_data.X, s_data.Y, batchSize: 16, seed: 1, callbacks: callbacks, processes: processes, shardOptimizerState: true);
        });
        Assert.All(said, static one => Assert.StartsWith("The optimizer's state is shared among the processes", one.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_step_sends_what_it_says_and_every_process_as_much(int size)
    {
        long[] all = InProcessCommunicator.Run(size, processes =>
        {
            var model = new Sequential(new Dense(1000));
            model.Compile(new Sgd(0.1), new MeanSquaredError());
            var x = Tensor.Uniform([32, 99], seed: 1);
            long sent = 0, last = 0;
            var watch = new LambdaCallback(onBatchEnd: _ => (sent, last) = (processes.BytesSent - last, processes.BytesSent));
            model.Fit(x, Tensor.Uniform([32, 1000], seed: 2), batchSize: 32, epochs: 2, virtualShards: 8, processes: processes, callbacks: [watch]);
            return sent;
        });
        // the parameters, once to add them up and once to tell the sum, but for a process's own part
        long expected = 2 * 4 * 100_000L * (size - 1) / size;
        Assert.All(all, bytes => Assert.InRange(bytes, expected - expected / 100, expected + expected / 100));
    }

    private static (string Hash, string History) Train(Communicator? processes)
    {
        var model = Model();
        var history = model.Fit(s_data.X, s_data.Y, batchSize: 33, epochs: 4, validationSplit: 0.1, seed: 8, virtualShards: 8, processes: processes,
            sampleWeights: s_data.X[.., 0].Abs(), callbacks: [new EarlyStopping(patience: 2, restoreBestWeights: true)]);
        return (model.WeightsSha256(), string.Join('\n', history.Epochs));
    }

    private static Sequential Model()
    {
        var model = new Sequential(new Dense(16, Activation.Relu), new Dropout(0.4), new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01) { ClipNorm = 0.5 }, new BinaryCrossEntropy(classWeights: [1, 3]), Metric.Accuracy, Metric.AreaUnderCurve);
        return model;
    }

    private static (Tensor X, Tensor Y) Data(int rows)
    {
        var x = Tensor.Uniform([rows, 2], seed: 20, low: -1, high: 1);
        return (x, x.Sum(1, keepDims: true).GreaterThan(0));
    }
}
