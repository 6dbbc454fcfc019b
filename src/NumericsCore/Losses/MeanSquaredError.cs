namespace NumericsCore;

/// <summary>(1/n) Σ (ŷ - y)² over all elements.</summary>
/// <param name="reduction">Mean, sum or none.</param>
public sealed partial class MeanSquaredError(Reduction reduction = Reduction.Mean) : Loss("mean squared error", reduction)
{
    /// <inheritdoc/>
    public override bool IsReplayable => true;

    private protected override Tensor? Reduced(Tensor prediction, Tensor target, double divisor) =>
        Tensor.ReduceZip<SquaredError>(prediction, target, divisor, nameof(MeanSquaredError));

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target) => Tensor.Apply<SquaredError>(prediction, target, name: nameof(MeanSquaredError));
}
