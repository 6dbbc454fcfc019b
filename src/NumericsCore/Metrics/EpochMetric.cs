namespace NumericsCore;

/// <summary>
/// A metric of all samples of an epoch together, which no mean over batches gives: a ratio of counts, a rank, a maximum. It takes each
/// batch into a state and makes its value of the state in the end, as Keras's <c>update_state</c> and <c>result</c> do. One's own derives
/// from this class.
/// </summary>
/// <remarks>
/// The state is not in the metric but handed to it: each training, validation and evaluation has one of its own, which begins empty in
/// every epoch and stands in checkpoints. The metric itself keeps nothing, so one object may be used by several models and threads.
/// </remarks>
public abstract class EpochMetric : Metric
{
    /// <inheritdoc cref="Metric(string)"/>
    protected EpochMetric(string name)
        : base(name)
    {
    }

    /// <summary>No: the host calls <see cref="Update"/> after each step. The step itself is recorded and replayed nonetheless.</summary>
    public sealed override bool IsReplayable => false;

    /// <summary>Takes a batch into the state. Called after each step with what the model gave before it, and with the samples of validation and <see cref="Model.Evaluate"/>.</summary>
    /// <param name="state">The numbers that the metric keeps; none before the first batch.</param>
    /// <param name="batch">The samples, on the host.</param>
    public abstract void Update(MetricState state, MetricBatch batch);

    /// <summary>The value of all samples that the state has seen, at least one.</summary>
    /// <param name="state">The numbers that the metric keeps.</param>
    public abstract double Result(MetricState state);

    /// <summary>The metric of these samples alone, each of weight 1; predictions are not logits.</summary>
    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        var figures = new EpochFigures([this], logits: false);
        figures.Check(prediction.Shape, target.Shape);
        figures.Update(prediction, target, null);
        return Tensor.Scalar(figures.Result(0)!.Value, ElementType.Float64, prediction.Device);
    }

    /// <summary>Says what does not fit before the first batch.</summary>
    /// <param name="outputs">Numbers of a sample's prediction.</param>
    /// <param name="targets">Numbers of a sample's target.</param>
    /// <exception cref="ArgumentException">The metric is not of such predictions or targets.</exception>
    internal virtual void Check(int outputs, int targets)
    {
    }

    /// <summary>Whether numbers that a checkpoint holds can be the state after some samples.</summary>
    internal virtual bool IsState(ReadOnlySpan<double> values, int outputs, long samples) => true;

    /// <summary>Checks that each output has a target.</summary>
    private protected void RequireTargetOfEachOutput(int outputs, int targets)
    {
        if (outputs != targets)
            throw new ArgumentException($"The metric '{Name}' needs a target for each output; there are {outputs} outputs and {targets} targets a sample.");
    }

    /// <summary>Checks that the targets are classes of the outputs: one of two for one output, an index or one-hot for several.</summary>
    private protected void RequireClasses(int outputs, int targets)
    {
        if (outputs < 1 || (targets != 1 && targets != outputs))
            throw new ArgumentException($"The metric '{Name}' needs the class of each sample: 0 or 1 for one output, an index or one target an output for several; there are {outputs} outputs and {targets} targets a sample.");
    }
}
