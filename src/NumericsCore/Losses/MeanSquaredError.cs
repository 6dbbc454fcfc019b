namespace NumericsCore;

/// <summary>(1/n) Σ (ŷ - y)² over all elements.</summary>
/// <param name="reduction">Mean, sum or none.</param>
public sealed partial class MeanSquaredError(Reduction reduction = Reduction.Mean) : ElementwiseLoss("mean squared error", LossKernels.Of(default(SquaredError)), reduction);
