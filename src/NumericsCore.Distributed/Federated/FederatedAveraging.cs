using System.Globalization;

namespace NumericsCore.Distributed;

/// <summary>
/// Federated averaging (McMahan et al. 2017): in each round some clients train the model on data of their own for a few epochs, and their
/// parameters are averaged, w ← Σ nₖwₖ / Σ nₖ over clients k of nₖ samples. The products are added in the order of the clients' numbers, one after the
/// other, so that neither arrival nor the number of processes that hold the clients changes a bit. Only parameters and buffers leave a process, no data.
/// </summary>
/// <remarks>
/// With <see cref="ProximalStrength"/> it is FedProx (Li et al. 2020), with <see cref="ServerMomentum"/> FedAvgM (Hsu et al. 2019); both go together.
/// </remarks>
public sealed class FederatedAveraging
{
    private readonly Func<Model> _createModel;
    private readonly Func<int, (Tensor Features, Tensor Targets)> _clientData;

    /// <summary>Describes a federation.</summary>
    /// <param name="clients">How many clients there are, at least 1; their numbers are 0, 1, ...</param>
    /// <param name="createModel">Makes a new, compiled model with a new optimizer each time, not built; a client trains it for a round and drops it, and its optimizer's state with it.</param>
    /// <param name="clientData">A client's features [samples, ...] and targets, the same each time; called in the process that holds the client alone, whenever it takes part.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no clients.</exception>
    public FederatedAveraging(int clients, Func<Model> createModel, Func<int, (Tensor Features, Tensor Targets)> clientData)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clients, 1);
        ArgumentNullException.ThrowIfNull(createModel);
        ArgumentNullException.ThrowIfNull(clientData);
        (Clients, _createModel, _clientData) = (clients, createModel, clientData);
    }

    /// <summary>How many clients there are.</summary>
    public int Clients { get; }

    /// <summary>How many of them take part in a round, chosen anew each time by the seed; all if null. From 1 to <see cref="Clients"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public int? ClientsPerRound
    {
        get;
        init => field = value is < 1 || value > Clients ? throw new ArgumentOutOfRangeException(nameof(ClientsPerRound), value, FormattableString.Invariant($"From 1 to {Clients} clients take part in a round.")) : value;
    }

    /// <summary>The epochs that a client trains in a round; 1 unless set, and at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int LocalEpochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The samples of a client's batch; 32 unless set, and all that it has where these are fewer. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 32;

    /// <summary>μ of FedProx: a client's loss has μ/2·‖w − w₀‖² added, w₀ being the parameters that it began the round with. 0, for none, unless set; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double ProximalStrength { get; init => field = Finite(value, value >= 0, "at least 0", nameof(ProximalStrength)); }

    /// <summary>β of FedAvgM: v ← βv + (w − Σ nₖwₖ / Σ nₖ) and w ← w − ηv, η being <see cref="ServerLearningRate"/>. 0 unless set; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside its range.</exception>
    public double ServerMomentum { get; init => field = Finite(value, value is >= 0 and < 1, "in [0, 1)", nameof(ServerMomentum)); }

    /// <summary>η: how far the parameters go to the average, or along the momentum. 1 unless set; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive or not finite.</exception>
    public double ServerLearningRate { get; init => field = Finite(value, value > 0, "greater than 0", nameof(ServerLearningRate)); } = 1;

    /// <summary>
    /// Trains a model for some rounds. Process r of R holds the clients from ⌊rN/R⌋ to ⌊(r + 1)N/R⌋ − 1 of N. What is trained and averaged are the
    /// parameters that are trainable in <paramref name="model"/>, and all buffers, which are averaged without momentum.
    /// </summary>
    /// <param name="model">The model, built; it has the average after each round.</param>
    /// <param name="rounds">How many, at least 1.</param>
    /// <param name="seed">Decides which clients take part, the orders of their samples and their dropout.</param>
    /// <param name="processes">The processes that hold the clients: each calls this method with the same model and settings. Null for this one alone.</param>
    /// <param name="onRoundEnd">Is told of each round, in every process, when the model has its average.</param>
    /// <returns>What each round did.</returns>
    /// <exception cref="ArgumentException">The model is not built, a client has no samples, or what makes models gives one that is built, has made steps or has other layers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no rounds.</exception>
    /// <exception cref="InvalidOperationException">A process has another model, other settings or another version; the same message in all.</exception>
    /// <exception cref="NotSupportedException">A parameter or buffer differs from the others in element type.</exception>
    /// <exception cref="TrainingDivergedException">A client's loss became infinite or NaN.</exception>
    /// <exception cref="CommunicationException">A process ended or does not answer.</exception>
    public IReadOnlyList<FederatedRound> Run(Model model, int rounds, ulong seed = 0, Communicator? processes = null, Action<FederatedRound>? onRoundEnd = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        if (!model.IsBuilt) throw new ArgumentException("The model is not built. Call Build with the shape of a sample.", nameof(model));
        Communicator all = processes ?? InProcessCommunicator.Create(1)[0];
        if (all.Size > 1) RequireSame(all, model, rounds, seed);
        var average = new ClientAverage(all, model, ServerLearningRate, ServerMomentum);
        var (firstHeld, endHeld) = ShardRows.HeldBy(all.Rank, all.Size, Clients);
        var history = new List<FederatedRound>();
        for (int round = 1; round <= rounds; round++)
        {
            int[] clients = Sampled(seed, round);
            average.Begin(clients, Clients);
            foreach (int client in clients)
                if (client >= firstHeld && client < endHeld) Train(model, average, client, SeedOf(seed, round, client));
            var (samples, loss) = average.Finish();
            history.Add(new FederatedRound(round, clients, samples, loss));
            onRoundEnd?.Invoke(history[^1]);
        }

        return history;
    }

    /// <summary>The clients of a round, in the order of their numbers.</summary>
    private int[] Sampled(ulong seed, int round)
    {
        int[] clients = Shuffle.Permutation(Clients, seed, (ulong)round)[..(ClientsPerRound ?? Clients)];
        Array.Sort(clients);
        return clients;
    }

    // rounds choose their clients by streams below 2^32
    private static ulong SeedOf(ulong seed, int round, int client) => new SplitMix64(seed, ((ulong)round << 32) + (ulong)client).Next();

    private void Train(Model global, ClientAverage average, int client, ulong seed)
    {
        var (features, targets) = _clientData(client);
        if (features is null || targets is null || features.Shape.Rank == 0 || features.Shape[0] == 0)
            throw new ArgumentException(FormattableString.Invariant($"Client {client} has no samples; expected features and targets of at least one."));
        var model = _createModel() ?? throw new ArgumentException("What makes models gave null.");
        if (model.IsBuilt || model.Compilation?.Optimizer.StepCount > 0)
            throw new ArgumentException("What makes models gave one that is built, or whose optimizer has made steps; expected a new model with a new optimizer each time.");
        var present = global.NamedVariables;
        model.Build(features.Shape.AsSpan()[1..].ToArray(), seed, features.ElementType, features.Device);
        if (!model.NamedVariables.Select(static pair => (pair.Key, pair.Value.Shape, pair.Value.ElementType, pair.Value.Device)).SequenceEqual(present.Select(static pair => (pair.Key, pair.Value.Shape, pair.Value.ElementType, pair.Value.Device))))
            throw new ArgumentException(FormattableString.Invariant($"For the data of client {client}, what makes models gives one of other parameters or buffers than the model that is trained; expected the same names, shapes, element types and devices."));
        foreach (var (own, shared) in model.NamedVariables.Values.Zip(present.Values))
        {
            own.Assign(shared);
            if (own is Parameter parameter) parameter.IsTrainable = ((Parameter)shared).IsTrainable;
        }

        if (ProximalStrength > 0 && model.Compilation is { } compiled)
        {
            compiled.Optimizer.AddGroup(model.Parameters);
            compiled.Optimizer.PullToPresent(ProximalStrength);
        }

        int samples = features.Shape[0];
        var history = model.Fit(features, targets, Math.Min(BatchSize, samples), LocalEpochs, seed: seed);
        average.Add(model, samples, history.Epochs[^1].Training.Loss);
    }

    private void RequireSame(Communicator processes, Model model, int rounds, ulong seed)
    {
        string settings = string.Create(CultureInfo.InvariantCulture, $"{Clients} {ClientsPerRound} {LocalEpochs} {BatchSize} {ProximalStrength:R} {ServerMomentum:R} {ServerLearningRate:R} {rounds} {seed}");
        string frozen = string.Join(' ', model.Parameters.Select(static parameter => parameter.IsTrainable));
        ProcessAgreement.Require(
            processes,
            [
                ("version of NumericsCore", ProcessAgreement.Version), ("federation's settings", ProcessAgreement.Of(settings)), ("layers", ProcessAgreement.OfLayers(model)),
                ("weights", ProcessAgreement.Of(model.WeightsSha256())), ("parameters that are trained", ProcessAgreement.Of(frozen)),
            ],
            "All processes call Run with the same model and settings, in the same version.");
    }

    private static double Finite(double value, bool valid, string expected, string name) =>
        valid && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"Expected a number {expected}."));
}
