using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <remarks>A row of at most one block of the order of sums is done by one kernel; longer rows by the kernels of other shapes, in the same order.</remarks>
internal sealed partial class GpuBackend
{
    public override void Softmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        Check(x, y, count);
        if (count == 0) return;
        if (columns > ReductionOrder.Block)
        {
            var (max, sum) = (Scratch<T>(rows), Scratch<T>(rows));
            Exponentials(x, y, max, sum, rows, columns);
            Zip<Divide, T>(Rows(y, columns), Each(sum), y, rows, columns);
            Free(max, sum);
        }
        else if (typeof(T) == typeof(float)) SoftmaxKernel<GpuSingle>.Launch(_queue, x.View<GpuSingle, T>(count), y.View<GpuSingle, T>(count), rows, columns);
        else SoftmaxKernel<GpuDouble>.Launch(_queue, x.View<GpuDouble, T>(count), y.View<GpuDouble, T>(count), rows, columns);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void LogSoftmax<T>(Slice<T> x, Slice<T> y, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        Check(x, y, count);
        if (count == 0) return;
        if (columns > ReductionOrder.Block)
        {
            var (max, sum, exponentials) = (Scratch<T>(rows), Scratch<T>(rows), Scratch<T>(count));
            Exponentials(x, exponentials, max, sum, rows, columns);
            Map<Log, T>(sum, sum);
            Zip<LogProbability, T>(Rows(x, columns), Each(max), Each(sum), y, rows, columns);
            Free(max, sum, exponentials);
        }
        else if (typeof(T) == typeof(float)) LogSoftmaxKernel<GpuSingle>.Launch(_queue, x.View<GpuSingle, T>(count), y.View<GpuSingle, T>(count), rows, columns);
        else LogSoftmaxKernel<GpuDouble>.Launch(_queue, x.View<GpuDouble, T>(count), y.View<GpuDouble, T>(count), rows, columns);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void SoftmaxCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
    {
        nint count = CpuArguments.Count(rows, columns);
        Check(logits, gradient, count);
        Check(targets, loss, count, rows);
        // a row without classes has no terms: its loss is an empty sum
        if (count == 0) Fill(loss.Part(0, rows), T.Zero);
        else if (columns > ReductionOrder.Block) LongCrossEntropy(logits, targets, loss, gradient, rows, columns);
        else if (typeof(T) == typeof(float)) CrossEntropy<T, GpuSingle>(logits, targets, loss, gradient, rows, columns);
        else CrossEntropy<T, GpuDouble>(logits, targets, loss, gradient, rows, columns);
        GC.KeepAlive(logits.Memory);
        GC.KeepAlive(targets.Memory);
        GC.KeepAlive(loss.Memory);
        GC.KeepAlive(gradient.Memory);
    }

    private void CrossEntropy<T, TLane>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
        where T : unmanaged where TLane : unmanaged, IGpuLane<TLane> =>
        SoftmaxCrossEntropyKernel<TLane>.Launch(_queue, logits.View<TLane, T>(0), targets.View<TLane, T>(0), loss.View<TLane, T>(0), gradient.View<TLane, T>(0), rows, columns);

    private void LongCrossEntropy<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint count = rows * columns;
        var (max, sum, logSum, weight) = (Scratch<T>(rows), Scratch<T>(rows), Scratch<T>(rows), Scratch<T>(rows));
        var (exponentials, terms) = (Scratch<T>(count), Scratch<T>(count));
        Exponentials(logits, exponentials, max, sum, rows, columns);
        Map<Log, T>(sum, logSum);
        Zip<SoftmaxCrossEntropyTerm, T>(Rows(logits, columns), Rows(targets, columns), Each(max), Each(logSum), terms, rows, columns);
        Reduce<Identity, Sum, T>(terms, loss, rows, columns, 1, T.One);
        Reduce<Identity, Sum, T>(targets, weight, rows, columns, 1, T.One);
        Zip<SoftmaxCrossEntropyGradient, T>(Rows(exponentials, columns), Rows(targets, columns), Each(sum), Each(weight), gradient, rows, columns);
        Free(max, sum, logSum, weight, exponentials, terms);
    }

    /// <summary>exp(x - max) with each row's max and the sum of its exponentials; y may be x.</summary>
    private void Exponentials<T>(Slice<T> x, Slice<T> y, Slice<T> max, Slice<T> sum, nint rows, nint columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Reduce<Identity, GreatestNumber, T>(x, max, rows, columns, 1, T.One);
        Zip<ShiftedExponential, T>(Rows(x, columns), Each(max), y, rows, columns);
        Reduce<Identity, Sum, T>(y, sum, rows, columns, 1, T.One);
    }

    private static void Check<T>(Slice<T> x, Slice<T> y, nint count, nint? countOfY = null) where T : unmanaged
    {
        x.View<T, T>(count);
        y.View<T, T>(countOfY ?? count);
    }

    private static Operand<T> Rows<T>(Slice<T> matrix, nint columns) where T : unmanaged => new(matrix, columns, 1);

    private static Operand<T> Each<T>(Slice<T> column) where T : unmanaged => new(column, 1, 0);

    private Slice<T> Scratch<T>(nint length) where T : unmanaged => new(Allocate(length * Unsafe.SizeOf<T>()), 0, length);

    /// <summary>Gives scratch memory back to the pool; whoever gets it next is queued behind.</summary>
    private static void Free<T>(params ReadOnlySpan<Slice<T>> slices) where T : unmanaged
    {
        foreach (var slice in slices) slice.Memory.Dispose();
    }
}
