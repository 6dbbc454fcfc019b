namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>
/// One step of training on the next batch of shuffled rows: gather the rows, forward with dropout, binary cross-entropy on logits,
/// backward, Adam. Ours also hands the loss to the host, as <see cref="Model.Fit"/> does; the peer is spared that.
/// </summary>
internal sealed class TrainingStepWorkload : Workload
{
    private const int Batches = 4;
    private readonly Network _network;
    private readonly int _batch;
    private readonly float[] _features;
    private readonly float[] _targets;
    private readonly int[] _order;
    private readonly bool _byHand;
    private readonly ITraining _ours;
    private readonly PeerTraining _peer;

    /// <param name="network">The layers.</param>
    /// <param name="batch">Rows of a step.</param>
    /// <param name="threads">Threads of both libraries.</param>
    /// <param name="byHand">Whether ours is a loop that a user writes, as the peer's is; otherwise it is that of <see cref="Model.Fit"/>.</param>
    public TrainingStepWorkload(Network network, int batch, int threads, bool byHand = false)
        : base(threads)
    {
        _byHand = byHand;
        _network = network;
        _batch = batch;
        int rows = batch * Batches;
        _features = Numbers((long)rows * network.Inputs, 6);
        _targets = Array.ConvertAll(Numbers(rows, 7), static x => x < 0 ? 0f : 1f);
        _order = Shuffle.Permutation(rows, seed: 8);
        _ours = Open(network);
        _peer = new PeerTraining(network, batch, _features, _targets, _order);
    }

    public override void Ours() => _ours.Step();

    public override void Peer() => _peer.Step();

    /// <summary>From the same weights and without dropout, the losses of the first steps: they see the forward pass, the gradients and the update.</summary>
    public override string Check()
    {
        var plain = _network with { Dropout = 0 };
        using var ours = Open(plain);
        using var peer = new PeerTraining(plain, _batch, _features, _targets, _order);
        peer.Assign(ours.Weights());
        var losses = new float[2 * Batches];
        var peerLosses = new float[losses.Length];
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = (float)ours.Step();
            peerLosses[step] = peer.StepWithLoss();
        }

        return Agreement.Require($"losses of {losses.Length} steps", losses, peerLosses, 1e-4);
    }

    public override void Dispose()
    {
        _ours.Dispose();
        _peer.Dispose();
    }

    private ITraining Open(Network network) => _byHand
        ? new OwnLoop(network, _batch, _features, _targets, _order, Device)
        : new OurTraining(network, _batch, _features, _targets, _order, Device);
}
