namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    // an exponential costs as much as several plain operations
    private const int SoftmaxGrainElements = GrainElements / 4;

    public override void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        var loop = new SoftmaxLoop<T>(x.Pointer(count), y.Pointer(count), columns);
        if (count > 0) ForLanes<SoftmaxLoop<T>, T>(rows, GrainOf(columns, SoftmaxGrainElements), loop);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        var loop = new LogSoftmaxLoop<T>(x.Pointer(count), y.Pointer(count), columns);
        if (count > 0) ForLanes<LogSoftmaxLoop<T>, T>(rows, GrainOf(columns, SoftmaxGrainElements), loop);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        var loop = new SoftmaxCrossEntropyLoop<T>(logits.Pointer(count), targets.Pointer(count), loss.Pointer(rows), gradient.Pointer(count), columns);
        // a row without classes has no terms: its loss is an empty sum
        if (count > 0) ForLanes<SoftmaxCrossEntropyLoop<T>, T>(rows, GrainOf(columns, SoftmaxGrainElements), loop);
        else Fill(loss.Part(0, rows), T.Zero);
        GC.KeepAlive(logits.Memory);
        GC.KeepAlive(targets.Memory);
        GC.KeepAlive(loss.Memory);
        GC.KeepAlive(gradient.Memory);
    }
}
