namespace NumericsCore;

/// <summary>The metrics of a step: those that may be replayed are computed in it, the others on the host after it.</summary>
internal sealed class StepMetrics
{
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly bool[] _isReplayed;
    private readonly bool[] _isOfEpoch;

    public StepMetrics(IReadOnlyList<Metric> metrics)
    {
        _metrics = metrics;
        _isReplayed = [.. metrics.Select(static metric => metric.IsReplayable)];
        _isOfEpoch = [.. metrics.Select(static metric => metric is EpochMetric)];
        foreach (bool isOfEpoch in _isOfEpoch) KeepsWeights |= isOfEpoch;
        Values = new double[1 + metrics.Count];
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _metrics.Count == 0;

    /// <summary>Whether one may look at the weights of samples.</summary>
    public bool KeepsWeights { get; }

    /// <summary>The loss and the metrics of the last batch; 0 for epoch metrics.</summary>
    public double[] Values { get; }

    /// <summary>What the last batch's loss counts in a mean over batches.</summary>
    public double LossWeight { get; private set; }

    /// <summary>What a step leaves to be read: the loss, the metrics that may be replayed, and what the loss was divided by where that is not the number of losses.</summary>
    public Tensor[] Measure(Tensor loss, Tensor prediction, Tensor target, Tensor? divisor)
    {
        using (GradientMode.Disable())
        {
            return
            [
                loss.Detach(),
                .. _metrics.Where((_, i) => _isReplayed[i]).Select(metric => metric.Measure(prediction.Detach(), target).Detach()),
                .. divisor is null ? (Tensor[])[] : [divisor.Detach()],
            ];
        }
    }

    /// <summary>Reads what the step left, and computes the other metrics.</summary>
    public void Read(Tensor[] values, Tensor? prediction, Tensor? target, int batchSize)
    {
        int read = 0;
        Values[0] = values[read++].ToScalar();
        for (int i = 0; i < _metrics.Count; i++) Values[1 + i] = _isReplayed[i] ? values[read++].ToScalar() : _isOfEpoch[i] ? 0 : OnHost(_metrics[i], prediction!, target!);
        LossWeight = read < values.Length ? values[read].ToScalar() : batchSize;
    }

    /// <summary>The metric of the last batch, of copies: the next replay writes over what it was made from.</summary>
    private static double OnHost(Metric metric, Tensor prediction, Tensor target)
    {
        using (GradientMode.Disable()) return metric.Measure(prediction.Copy(), target.Copy()).ToScalar();
    }
}
