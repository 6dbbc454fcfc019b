using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The rows that training takes its batches from, and their order.</summary>
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
        Order = IndexBuffer.Upload(features.Device, new int[Rows]);
    }

    public Tensor Features { get; }

    public Tensor Targets { get; }

    public Tensor? Weights { get; }

    public int Rows { get; }

    /// <summary>The order of this epoch.</summary>
    public IndexBuffer Order { get; }

    /// <summary>The rows in order from a position in device memory on, in new tensors.</summary>
    public (Tensor Features, Tensor Targets, Tensor? Weights) Batch(Slice<int> start, int size)
    {
        var features = Gather(Features, start, size, _featureColumns);
        var (targets, weights) = BatchTargets(start, size);
        return (features, targets, weights);
    }

    /// <summary>The same without the features.</summary>
    public (Tensor Targets, Tensor? Weights) BatchTargets(Slice<int> start, int size) => (Gather(Targets, start, size, _targetColumns), Weights is null ? null : Gather(Weights, start, size, 1));

    private Tensor Gather(Tensor rows, Slice<int> start, int size, nint columns)
    {
        var batch = rows.EmptyLike(rows.Shape.With(0, size));
        Order.Gather(rows, start, batch, columns);
        return batch;
    }
}
