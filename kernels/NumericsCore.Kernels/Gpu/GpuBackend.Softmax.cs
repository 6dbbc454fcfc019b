using System.Numerics;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        if (typeof(T) == typeof(float)) Softmax<SoftmaxResult, T, GpuSingle>(x, y, rows, columns);
        else Softmax<SoftmaxResult, T, GpuDouble>(x, y, rows, columns);
    }

    public override void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        if (typeof(T) == typeof(float)) Softmax<LogSoftmaxResult, T, GpuSingle>(x, y, rows, columns);
        else Softmax<LogSoftmaxResult, T, GpuDouble>(x, y, rows, columns);
    }

    public override void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
    {
        if (typeof(T) == typeof(float)) CrossEntropy<T, GpuSingle>(logits, targets, loss, gradient, rows, columns);
        else CrossEntropy<T, GpuDouble>(logits, targets, loss, gradient, rows, columns);
    }

    private void Softmax<TResult, T, TLane>(Slice<T> x, Slice<T> y, nint rows, nint columns)
        where TResult : ISoftmaxResult where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        nint count = CpuArguments.Count(rows, columns);
        var from = x.View<TLane, T>(count);
        var to = y.View<TLane, T>(count);
        if (count > 0 && columns > ReductionOrder.Block) SoftmaxKernel<TResult, LongRows, TLane>.Launch(_queue, from, to, rows, columns);
        else if (count > 0) SoftmaxKernel<TResult, ShortRows, TLane>.Launch(_queue, from, to, rows, columns);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    private void CrossEntropy<T, TLane>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : unmanaged, IGpuLane<TLane>
    {
        nint count = CpuArguments.Count(rows, columns);
        var (x, t) = (logits.View<TLane, T>(count), targets.View<TLane, T>(count));
        var (losses, gradients) = (loss.View<TLane, T>(rows), gradient.View<TLane, T>(count));
        // a row without classes has no terms: its loss is an empty sum
        if (count == 0) Fill(loss.Part(0, rows), T.Zero);
        else if (columns > ReductionOrder.Block) SoftmaxCrossEntropyKernel<LongRows, TLane>.Launch(_queue, x, t, losses, gradients, rows, columns);
        else SoftmaxCrossEntropyKernel<ShortRows, TLane>.Launch(_queue, x, t, losses, gradients, rows, columns);
        GC.KeepAlive(logits.Memory);
        GC.KeepAlive(targets.Memory);
        GC.KeepAlive(loss.Memory);
        GC.KeepAlive(gradient.Memory);
    }
}
