using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>Logits and target probabilities, a loss for each row and the gradient of the logits.</summary>
internal readonly struct CrossEntropyOperands<T>(Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
    : IOperands<CrossEntropyOperands<T>> where T : unmanaged
{
    public readonly Slice<T> Logits = logits, Targets = targets, Loss = loss, Gradient = gradient;
    public readonly nint Rows = rows, Columns = columns;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Operands.Count(Rows, Columns);
        visitor.Reads(Logits, count, "logits");
        visitor.Reads(Targets, count, "targets");
        visitor.Writes(Loss, Rows, "loss");
        visitor.Writes(Gradient, count, "gradient");
    }
}

/// <summary>
/// One kernel for a row of logits x and target probabilities t: loss[r] = Σ_c t[r, c]·(log Σ exp(x - max) - (x[r, c] - max)),
/// and gradient[r, c] = softmax(x)[r, c]·Σ t[r, :] - t[r, c].
/// </summary>
internal readonly unsafe struct SoftmaxCrossEntropy<T> : IKernel<CrossEntropyOperands<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void IKernel<CrossEntropyOperands<T>>.RunOn(CpuBackend cpu, in CrossEntropyOperands<T> operands)
    {
        var (rows, columns) = (operands.Rows, operands.Columns);
        if (FillsWithoutClasses(cpu, operands)) return;
        var loop = new SoftmaxCrossEntropyLoop<T>(
            operands.Logits.Pointer(), operands.Targets.Pointer(), operands.Loss.Pointer(), operands.Gradient.Pointer(), columns);
        cpu.ForLanes<SoftmaxCrossEntropyLoop<T>, T>(rows, CpuBackend.GrainOf(columns, Softmax<T>.GrainElements), loop);
    }

    void IKernel<CrossEntropyOperands<T>>.RunOn<TLane>(GpuBackend gpu, in CrossEntropyOperands<T> operands)
    {
        var (rows, columns) = (operands.Rows, operands.Columns);
        if (FillsWithoutClasses(gpu, operands)) return;
        ILGPU.ArrayView<TLane> x = operands.Logits.View<TLane, T>(), t = operands.Targets.View<TLane, T>();
        ILGPU.ArrayView<TLane> losses = operands.Loss.View<TLane, T>(), gradients = operands.Gradient.View<TLane, T>();
        if (columns > ReductionOrder.Block) SoftmaxCrossEntropyKernel<LongRows, TLane>.Launch(gpu.Queue, x, t, losses, gradients, rows, columns);
        else SoftmaxCrossEntropyKernel<ShortRows, TLane>.Launch(gpu.Queue, x, t, losses, gradients, rows, columns);
    }

    /// <summary>A row without classes has no terms: its loss is an empty sum.</summary>
    private static bool FillsWithoutClasses(Backend backend, in CrossEntropyOperands<T> operands)
    {
        if (operands.Rows > 0 && operands.Columns > 0) return false;
        backend.Fill(operands.Loss.Part(0, operands.Rows), T.Zero);
        return true;
    }
}

internal static class CrossEntropyShape
{
    /// <summary>
    /// One kernel for a row of logits x and target probabilities t: loss[r] = Σ_c t[r, c]·(log Σ exp(x - max) - (x[r, c] - max)),
    /// and gradient[r, c] = softmax(x)[r, c]·Σ t[r, :] - t[r, c].
    /// </summary>
    public static void SoftmaxCrossEntropy<T>(this Backend backend, Slice<T> logits, Slice<T> targets, Slice<T> loss, Slice<T> gradient, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new CrossEntropyOperands<T>(logits, targets, loss, gradient, rows, columns), default(SoftmaxCrossEntropy<T>));
}
