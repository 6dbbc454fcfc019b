namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>A model of NumericsCore in training, step by step: what <see cref="Model.Fit"/> does for each batch.</summary>
internal sealed class OurTraining : ITraining
{
    private readonly Sequential _model;
    private readonly TrainingStep _step;
    private readonly int _rows;
    private int _start;

    /// <param name="network">The layers.</param>
    /// <param name="batch">Rows of a step.</param>
    /// <param name="features">All rows; a multiple of the batch.</param>
    /// <param name="targets">0 or 1 for each row.</param>
    /// <param name="order">The rows in the order of training.</param>
    /// <param name="device">Where.</param>
    public OurTraining(Network network, int batch, float[] features, float[] targets, int[] order, Device device)
    {
        _rows = order.Length;
        _model = Model(network);
        _model.Build([network.Inputs], seed: 1, device: device);
        var optimizer = new Adam();
        optimizer.AddGroup(_model.Parameters);
        var data = new TrainingData(Tensor.From(features, [_rows, network.Inputs], device), Tensor.From(targets, [_rows, 1], device), null);
        data.Order.Set(order);
        _step = new TrainingStep(_model, optimizer, new BinaryCrossEntropy(fromLogits: true), [], data, batch);
    }

    /// <summary>The network as a model that is not built yet.</summary>
    public static Sequential Model(Network network)
    {
        var layers = new List<Layer>();
        foreach (int units in network.Hidden) layers.AddRange([new Dense(units, Activation.Relu), new Dropout(network.Dropout)]);
        return new Sequential([.. layers, new Dense(1)]);
    }

    /// <inheritdoc/>
    public double Step()
    {
        _step.Run(_start);
        _start = (_start + _step.BatchSize) % _rows;
        return _step.Values[0];
    }

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Weights() => [.. _model.Parameters.Select(static parameter => parameter.ToArray<float>())];

    public void Dispose() => _step.Dispose();
}
