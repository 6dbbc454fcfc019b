namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    public override void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();

    public override void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns) => throw new NotSupportedException();

    public override void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns) => throw new NotSupportedException();
}
