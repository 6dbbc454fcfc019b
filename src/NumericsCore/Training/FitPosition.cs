namespace NumericsCore;

/// <summary>What a training is of: one that goes on from a checkpoint has the same.</summary>
/// <param name="Rows">Rows to train on.</param>
/// <param name="Sample">The shape of a sample's features.</param>
/// <param name="Target">The shape of a sample's targets.</param>
/// <param name="HasWeights">Whether samples have weights.</param>
/// <param name="ValidationRows">Rows held out.</param>
/// <param name="BatchSize">Samples in a batch.</param>
/// <param name="Shuffles">Whether each epoch has an order of its own.</param>
/// <param name="Orders">The seed of the orders.</param>
/// <param name="Shards">Virtual shards of a batch; 1 where it is not cut.</param>
internal sealed record FitPlan(int Rows, Shape Sample, Shape Target, bool HasWeights, int ValidationRows, int BatchSize, bool Shuffles, ulong Orders, int Shards)
{
    /// <summary>The most virtual shards: each takes memory of the host, also where a batch has no rows for it.</summary>
    public const int MaxShards = 65_536;
}

/// <summary>How far an epoch has come.</summary>
/// <param name="metrics">The metrics of the training.</param>
/// <param name="loss">Its loss.</param>
internal sealed class EpochState(IReadOnlyList<Metric> metrics, Loss loss)
{
    /// <summary>Steps made.</summary>
    public int Batches { get; set; }

    /// <summary>Of the loss and the metrics, over the batches so far; 0 for epoch metrics.</summary>
    public double[] Sums { get; } = new double[1 + metrics.Count];

    /// <summary>The epoch metrics, over the batches so far.</summary>
    public EpochFigures Figures { get; } = new(metrics, loss.TakesLogits);

    /// <summary>What the losses count.</summary>
    public double Weights { get; set; }

    /// <summary>Of the last step.</summary>
    public double LearningRate { get; set; }

    public void Clear()
    {
        Batches = 0;
        LearningRate = 0;
        Weights = 0;
        Array.Clear(Sums);
        Figures.Clear();
    }
}
