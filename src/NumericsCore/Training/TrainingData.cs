namespace NumericsCore;

/// <summary>The rows that training draws its batches from, and the order in which it draws them.</summary>
internal sealed class TrainingData
{
    private readonly nint _featureColumns;
    private readonly nint _targetColumns;

    public TrainingData(Tensor features, Tensor targets, Tensor? weights)
    {
        Features = features;
        Targets = targets;
        Weights = weights;
        Rows = features.Shape[0];
        _featureColumns = (nint)features.Shape.Product(1, features.Rank);
        _targetColumns = (nint)targets.Shape.Product(1, targets.Rank);
        Draws = new DrawCounter(features.Device);
        Order = IndexBuffer.Upload(features.Device, new int[Rows]);
    }

    public Tensor Features { get; }

    public Tensor Targets { get; }

    public Tensor? Weights { get; }

    public int Rows { get; }

    /// <summary>The order of this epoch, and where in it the next batch starts.</summary>
    public IndexBuffer Order { get; }

    /// <summary>The number of the step, which dropout layers draw by.</summary>
    public DrawCounter Draws { get; }

    /// <summary>The next rows in order, in new tensors.</summary>
    public (Tensor Features, Tensor Targets, Tensor? Weights) Batch(int size) =>
        (Gather(Features, size, _featureColumns), Gather(Targets, size, _targetColumns), Weights is null ? null : Gather(Weights, size, 1));

    private Tensor Gather(Tensor rows, int size, nint columns)
    {
        var batch = rows.EmptyLike(rows.Shape.With(0, size));
        Order.Gather(rows, batch, columns);
        return batch;
    }
}
