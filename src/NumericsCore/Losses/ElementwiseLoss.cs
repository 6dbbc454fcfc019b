namespace NumericsCore;

/// <summary>
/// A loss ℓ(ŷ, y) of each prediction and its target. Formula, two class weights and reduction are one kernel, and its gradient another; with
/// sample weights or without a reduction the weighted losses are one kernel, and their reduction is another.
/// </summary>
public abstract class ElementwiseLoss : Loss
{
    private readonly LossKernels _kernels;

    private protected ElementwiseLoss(string name, LossKernels kernels, Reduction reduction, IReadOnlyList<double>? classWeights = null) : base(name, reduction, classWeights) =>
        _kernels = kernels;

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    private protected override bool ReadsClasses => !InOneKernel;

    // more classes than two have their weights from kernels of their own
    private bool InOneKernel => ClassWeights is null or { Count: 2 };

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target) => _kernels.Losses(prediction, target, Name);

    private protected override Tensor? Reduced(Tensor prediction, Tensor target, double divisor) => InOneKernel ? _kernels.Reduced(prediction, target, divisor, Name) : null;

    private protected override (Tensor Losses, Tensor? Divisor) LossesByClass(Tensor prediction, Tensor target) =>
        InOneKernel ? (_kernels.LossesByClass(prediction, target, Name), null) : base.LossesByClass(prediction, target);

    private protected override Tensor? LossesBySample(Tensor prediction, Tensor target, Tensor weights) => InOneKernel ? _kernels.LossesBySample(prediction, target, weights) : null;
}
