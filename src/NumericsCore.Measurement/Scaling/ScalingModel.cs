namespace NumericsCore.Measurement;

/// <summary>What a prediction changes of how the library trains.</summary>
[Flags]
internal enum ScalingChange
{
    /// <summary>Nothing: every process exchanges with every other, after the backward pass.</summary>
    None = 0,

    /// <summary>Sums are exchanged by recursive halving and told by doubling: 2·log₂ R messages instead of 2(R − 1), of as many bytes.</summary>
    Tree = 1,

    /// <summary>Gradients are sent in buckets while the last shard's backward pass still runs.</summary>
    Buckets = 2,

    /// <summary>The optimizer's state is shared among the processes: each updates its part.</summary>
    SharedState = 4,
}

/// <summary>Predicts a data-parallel training step of any number of processes, a power of two, from what its parts take in one.</summary>
internal sealed class ScalingModel(StepCosts step, NetworkCosts network, int shards)
{
    /// <summary>Bytes of a bucket.</summary>
    public const int BucketBytes = 4 << 20;

    // a backward pass has two products for each of the forward pass
    private const double BackwardShare = 2.0 / 3;

    /// <summary>Shards that a batch is cut into: at least one for each process.</summary>
    public int Shards(int processes) => Math.Max(shards, processes);

    /// <summary>Seconds of a step.</summary>
    /// <param name="processes">R, a power of two.</param>
    /// <param name="rows">Rows of the whole batch.</param>
    /// <param name="change">What is otherwise than the library does.</param>
    public double Seconds(int processes, double rows, ScalingChange change = ScalingChange.None) =>
        Compute(processes, rows, change) + Exposed(processes, rows, change);

    /// <summary>Seconds of a step in which nothing is computed.</summary>
    public double Exposed(int processes, double rows, ScalingChange change = ScalingChange.None)
    {
        double all = Communication(processes, change);
        if (!change.HasFlag(ScalingChange.Buckets) || processes == 1) return all;
        double buckets = Buckets(change);
        // the last bucket is ready when the backward pass is over
        return Math.Max(all / buckets, all - BackwardShare * step.Pass(rows / Shards(processes)));
    }

    /// <summary>Seconds of the messages of a step: 2(R − 1) or 2·log₂ R of them for each bucket, 2N(R − 1)/R bytes in all.</summary>
    public double Communication(int processes, ScalingChange change = ScalingChange.None)
    {
        double messages = change.HasFlag(ScalingChange.Tree) ? 2 * Math.Log2(processes) : 2 * (processes - 1);
        return messages * Buckets(change) * network.Latency + 2.0 * step.GradientBytes * (processes - 1) / processes / network.Bandwidth;
    }

    /// <summary>Bytes of the optimizer's state in a process.</summary>
    public double StateBytes(int processes, ScalingChange change) => change.HasFlag(ScalingChange.SharedState) ? (double)step.StateBytes / processes : step.StateBytes;

    private double Compute(int processes, double rows, ScalingChange change)
    {
        int all = Shards(processes);
        double mine = (double)all / processes;
        // of one shard there is nothing to add, of several each is kept or added
        double sums = all == 1 ? 0 : mine + (double)(processes - 1) / processes;
        double update = change.HasFlag(ScalingChange.SharedState) ? step.Update / processes : step.Update;
        return mine * step.Pass(rows / all) + sums * step.GradientBytes * step.SecondsPerByte + update;
    }

    private double Buckets(ScalingChange change) => change.HasFlag(ScalingChange.Buckets) ? Math.Ceiling((double)step.GradientBytes / BucketBytes) : 1;
}
