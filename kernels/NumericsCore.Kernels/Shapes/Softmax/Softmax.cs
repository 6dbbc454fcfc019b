using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>The rows of one matrix to those of another.</summary>
internal readonly struct MatrixOperands<T>(Slice<T> x, Slice<T> y, nint rows, nint columns) : IOperands<MatrixOperands<T>> where T : unmanaged
{
    public readonly Slice<T> X = x, Y = y;
    public readonly nint Rows = rows, Columns = columns;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Operands.Count(Rows, Columns);
        visitor.Reads(X, count, "x");
        visitor.Writes(Y, count, "y");
    }
}

/// <summary>y[r, :] = softmax(x[r, :]) = exp(x - max) / Σ exp(x - max).</summary>
internal readonly unsafe struct Softmax<T> : IKernel<MatrixOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // an exponential costs as much as several plain operations
    public const int GrainElements = CpuBackend.GrainElements / 4;

    public static bool RunsInPlace => true;

    void IKernel<MatrixOperands<T>>.RunOn(CpuBackend cpu, in MatrixOperands<T> operands)
    {
        if (operands.Rows == 0 || operands.Columns == 0) return;
        var loop = new SoftmaxLoop<T>(operands.X.Pointer(), operands.Y.Pointer(), operands.Columns);
        cpu.ForLanes<SoftmaxLoop<T>, T>(operands.Rows, CpuBackend.GrainOf(operands.Columns, GrainElements), loop);
    }

    void IKernel<MatrixOperands<T>>.RunOn<TLane>(GpuBackend gpu, in MatrixOperands<T> operands) =>
        Launch<SoftmaxResult, TLane>(gpu, operands);

    public static void Launch<TResult, TLane>(GpuBackend gpu, in MatrixOperands<T> operands) where TResult : ISoftmaxResult where TLane : unmanaged, IGpuLane<TLane>
    {
        var (rows, columns) = (operands.Rows, operands.Columns);
        if (rows == 0 || columns == 0) return;
        ILGPU.ArrayView<TLane> x = operands.X.View<TLane, T>(), y = operands.Y.View<TLane, T>();
        if (columns > ReductionOrder.Block) SoftmaxKernel<TResult, LongRows, TLane>.Launch(gpu.Queue, x, y, rows, columns);
        else SoftmaxKernel<TResult, ShortRows, TLane>.Launch(gpu.Queue, x, y, rows, columns);
    }
}

/// <summary>y[r, :] = x - max - log Σ exp(x - max).</summary>
internal readonly unsafe struct LogSoftmax<T> : IKernel<MatrixOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool RunsInPlace => true;

    void IKernel<MatrixOperands<T>>.RunOn(CpuBackend cpu, in MatrixOperands<T> operands)
    {
        if (operands.Rows == 0 || operands.Columns == 0) return;
        var loop = new LogSoftmaxLoop<T>(operands.X.Pointer(), operands.Y.Pointer(), operands.Columns);
        cpu.ForLanes<LogSoftmaxLoop<T>, T>(operands.Rows, CpuBackend.GrainOf(operands.Columns, Softmax<T>.GrainElements), loop);
    }

    void IKernel<MatrixOperands<T>>.RunOn<TLane>(GpuBackend gpu, in MatrixOperands<T> operands) =>
        Softmax<T>.Launch<LogSoftmaxResult, TLane>(gpu, operands);
}

internal static class SoftmaxShapes
{
    /// <summary>y[r, :] = softmax(x[r, :]) = exp(x - max) / Σ exp(x - max).</summary>
    public static void Softmax<T>(this Backend backend, Slice<T> x, Slice<T> y, nint rows, nint columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new MatrixOperands<T>(x, y, rows, columns), default(Softmax<T>));

    /// <summary>y[r, :] = x - max - log Σ exp(x - max).</summary>
    public static void LogSoftmax<T>(this Backend backend, Slice<T> x, Slice<T> y, nint rows, nint columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new MatrixOperands<T>(x, y, rows, columns), default(LogSoftmax<T>));
}
