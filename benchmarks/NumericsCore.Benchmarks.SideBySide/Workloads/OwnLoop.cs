namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>A training loop as a user writes it, of the same operations as the peer's: nothing is recorded, and nothing is disposed but by the collector.</summary>
internal sealed class OwnLoop : ITraining
{
    private readonly Sequential _model;
    private readonly Adam _optimizer = new();
    private readonly BinaryCrossEntropy _loss = new(fromLogits: true);
    private readonly Tensor _features;
    private readonly Tensor _targets;
    private readonly int[] _order;
    private readonly int _batch;
    private int _start;

    /// <inheritdoc cref="OurTraining(Network, int, float[], float[], int[], Device)"/>
    public OwnLoop(Network network, int batch, float[] features, float[] targets, int[] order, Device device)
    {
        _batch = batch;
        _order = order;
        _features = Tensor.From(features, [order.Length, network.Inputs], device);
        _targets = Tensor.From(targets, [order.Length, 1], device);
        _model = OurTraining.Model(network);
        _model.Build([network.Inputs], seed: 1, device: device);
        _optimizer.AddGroup(_model.Parameters);
    }

    /// <inheritdoc/>
    public double Step()
    {
        var rows = _order.AsSpan(_start, _batch);
        _start = (_start + _batch) % _order.Length;
        _optimizer.ClearGradients();
        var loss = _loss.Call(_model.Call(_features.GatherRows(rows), training: true), _targets.GatherRows(rows));
        loss.Backward();
        _optimizer.Step();
        return loss.ToScalar();
    }

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Weights() => [.. _model.Parameters.Select(static parameter => parameter.ToArray<float>())];

    /// <inheritdoc/>
    public void Dispose()
    {
        _features.Dispose();
        _targets.Dispose();
    }
}
