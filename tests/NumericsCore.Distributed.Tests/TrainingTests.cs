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

    [Fact]
    public void A_step_sends_what_it_says()
    {
        long[] all = InProcessCommunicator.Run(2, processes =>
        {
            var model = new Sequential(new Dense(1000));
            model.Compile(new Sgd(0.1), new MeanSquaredError());
            var x = Tensor.Uniform([16, 99], seed: 1);
            long sent = 0, last = 0;
            var watch = new LambdaCallback(onBatchEnd: _ => (sent, last) = (processes.BytesSent - last, processes.BytesSent));
            model.Fit(x, Tensor.Uniform([16, 1000], seed: 2), batchSize: 16, epochs: 2, processes: processes, callbacks: [watch]);
            return sent;
        });
        // the parameters, once to add them up and once to tell the sum, between two processes
        Assert.All(all, static bytes => Assert.InRange(bytes, 4 * 100_000, 4 * 101_000));
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
