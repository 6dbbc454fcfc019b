using NumericsCore.Tests.Layers;

namespace NumericsCore.Distributed.Tests;

public class FederatedTests
{
    // three clients of one feature and one target each
    private static readonly (double[] X, double[] Y)[] s_clients = [([1, 2], [2, 3]), ([3, 1, 2], [5, 1, 4]), ([-1, 0.5, 1.5, 2], [-1, 1, 2, 3.5])];

    /// <summary>y = wx from w = 0.5: full batches, two local steps of α = 0.05, computed by the papers' formulas in plain float64.</summary>
    [Theory]
    [InlineData(0, 0, 1, new[] { 1.052650462962963, 1.3362804031099964, 1.4818442781794383 })]
    [InlineData(0.5, 0, 1, new[] { 1.0442476851851852, 1.3275714396326304, 1.4750637524513477 })]
    [InlineData(0, 0.9, 1, new[] { 1.052650462962963, 1.833665819776663, 2.4400250454440986 })]
    [InlineData(0.5, 0.9, 0.5, new[] { 0.7721238425925926, 1.2239281608340835, 1.729142601197783 })]
    public void A_worked_example_has_the_values_of_the_papers_formulas(double mu, double beta, double eta, double[] expected)
    {
        foreach (int processes in (int[])[1, 2, 3, 5])
        {
            foreach (double[] found in InProcessCommunicator.Run(processes, Train))
                for (int round = 0; round < expected.Length; round++) Assert.Equal(expected[round], found[round], 1e-13);
        }

        double[] Train(Communicator group)
        {
            var model = Line();
            model.Build([1], elementType: ElementType.Float64);
            model.Parameters[0].Assign<double>([0.5]);
            var federation = new FederatedAveraging(3, Line, static client => (Column(s_clients[client].X), Column(s_clients[client].Y)))
            {
                LocalEpochs = 2,
                ProximalStrength = mu,
                ServerMomentum = beta,
                ServerLearningRate = eta,
            };
            var weights = new List<double>();
            var rounds = federation.Run(model, 3, seed: 7, group, _ => weights.Add(model.Parameters[0].ToDoubleArray()[0]));
            Assert.All(rounds, static round => Assert.Equal((3, 9L), (round.Clients.Count, round.Samples)));
            return [.. weights];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void Any_number_of_processes_gives_the_same_bits(double momentum)
    {
        var alone = Train(null);
        foreach (int processes in (int[])[2, 3, 12])
            foreach (var outcome in InProcessCommunicator.Run(processes, Train)) Assert.Equal(alone, outcome);

        (string Hash, string Rounds) Train(Communicator? group)
        {
            var model = Classifier();
            model.Build([3], seed: 1);
            var federation = new FederatedAveraging(10, Classifier, Client) { ClientsPerRound = 4, LocalEpochs = 2, BatchSize = 8, ProximalStrength = 0.01, ServerMomentum = momentum };
            var rounds = federation.Run(model, 3, seed: 2, group);
            return (model.WeightsSha256(), string.Join('\n', rounds.Select(static round => $"{round} {string.Join(',', round.Clients)} {round.Loss:R}")));
        }
    }

    [Fact]
    public void Clients_are_chosen_by_the_seed_and_each_process_reads_its_own_alone()
    {
        var read = new System.Collections.Concurrent.ConcurrentBag<(int Rank, int Client)>();
        var rounds = InProcessCommunicator.Run(2, processes =>
        {
            var model = Classifier();
            model.Build([3], seed: 1);
            var federation = new FederatedAveraging(10, Classifier, client =>
            {
                read.Add((processes.Rank, client));
                return Client(client);
            })
            { ClientsPerRound = 3 };
            return federation.Run(model, 4, seed: 2, processes);
        })[0];
        Assert.All(rounds, static round => Assert.Equal(round.Clients.Order().Distinct(), round.Clients));
        Assert.True(rounds.Select(static round => string.Join(',', round.Clients)).Distinct().Count() > 1);
        Assert.Equal(rounds.SelectMany(static round => round.Clients).Order(), read.Select(static one => one.Client).Order());
        Assert.All(read, static one => Assert.Equal(one.Client / 5, one.Rank));
    }

    [Fact]
    public void Frozen_parameters_stay_and_buffers_are_averaged()
    {
        var model = Classifier();
        model.Build([3], seed: 1);
        model.Parameters[0].IsTrainable = false;
        var (frozen, other) = (model.Parameters[0].ToDoubleArray(), model.Parameters[1].ToDoubleArray());
        double[] buffer = model.Buffers[0].ToDoubleArray();
        new FederatedAveraging(3, Classifier, Client) { ServerMomentum = 0.5 }.Run(model, 2);
        Assert.Equal(frozen, model.Parameters[0].ToDoubleArray());
        Assert.NotEqual(other, model.Parameters[1].ToDoubleArray());
        Assert.NotEqual(buffer, model.Buffers[0].ToDoubleArray());
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("clients", static () => new FederatedAveraging(0, Line, Client));
        Assert.Throws<ArgumentOutOfRangeException>("ClientsPerRound", static () => new FederatedAveraging(3, Line, Client) { ClientsPerRound = 4 });
        Assert.Throws<ArgumentOutOfRangeException>("ServerMomentum", static () => new FederatedAveraging(3, Line, Client) { ServerMomentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("ProximalStrength", static () => new FederatedAveraging(3, Line, Client) { ProximalStrength = double.NaN });
        Assert.Throws<ArgumentException>("model", static () => new FederatedAveraging(3, Line, Client).Run(Line(), 1));
        var model = Classifier();
        model.Build([3], seed: 1);
        Assert.Contains("a new model", Assert.Throws<ArgumentException>(() => new FederatedAveraging(3, () => model, Client).Run(model, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("other parameters or buffers", Assert.Throws<ArgumentException>(() => new FederatedAveraging(3, Line, Client).Run(model, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Client 0 has no samples", Assert.Throws<ArgumentException>(() => new FederatedAveraging(3, Classifier, static _ => (Tensor.Zeros([0, 3]), Tensor.Zeros([0, 1]))).Run(model, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_setting_in_a_process_is_named_by_all()
    {
        var failed = Assert.Throws<AggregateException>(() => InProcessCommunicator.Run(2, processes =>
        {
            var model = Classifier();
            model.Build([3], seed: 1);
            return new FederatedAveraging(3, Classifier, Client) { LocalEpochs = 1 + processes.Rank }.Run(model, 1, processes: processes);
        }));
        Assert.Equal(2, failed.InnerExceptions.Count);
        Assert.All(failed.InnerExceptions, static one => Assert.StartsWith("Process 1 of 2 differs from process 0 in the federation's settings.", one.Message, StringComparison.Ordinal));
    }

    private static Sequential Line()
    {
        var model = new Sequential(new Dense(1, useBias: false));
        model.Compile(new Sgd(0.05), new MeanSquaredError());
        return model;
    }

    private static Sequential Classifier()
    {
        var model = new Sequential(new Dense(5, Activation.Relu), new BatchNorm(), new Dropout(0.2), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01), new BinaryCrossEntropy());
        return model;
    }

    /// <summary>Clients have different numbers of samples.</summary>
    private static (Tensor Features, Tensor Targets) Client(int client)
    {
        var x = Tensor.Uniform([10 + 3 * client, 3], seed: (ulong)client, low: -1, high: 1);
        return (x, x.Sum(1, keepDims: true).GreaterThan(0));
    }

    private static Tensor Column(double[] values) => Tensor.From(values, [values.Length, 1]);
}
