using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>The cross-entropy of softmax(x) with targets t, and its gradient.</summary>
internal readonly struct SoftmaxCrossEntropyKernel<TLength, TLane> : IGpuKernel where TLength : struct, IRowLength where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> t, ArrayView<TLane> loss, ArrayView<TLane> gradient, long rows, long columns)
    {
        var run = queue.Load<SoftmaxCrossEntropyKernel<TLength, TLane>, Action<AcceleratorStream, KernelConfig,
            ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, long, long>>();
        lock (queue.Gate) run(queue.Stream, GroupRow<TLength, TLane>.Groups(queue, rows), x, t, loss, gradient, rows, columns);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> t, ArrayView<TLane> loss, ArrayView<TLane> gradient, long rows, long columns)
    {
        var shared = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        int atOnce = GroupRow<TLength, TLane>.AtOnce;
        for (long first = (long)Grid.IdxX * atOnce; first < rows; first += (long)Grid.DimX * atOnce)
        {
            var row = new GroupRow<TLength, TLane>(first, rows, columns);
            TLane max = row.Reduce<MaxIgnoringNaN, ElementTerm<TLane>>(new(x), shared);
            TLane sum = row.Reduce<Sum, ExponentialTerm<TLane>>(new(x, max), shared);
            TLane total = row.Reduce<Sum, SoftmaxLossTerm<TLane>>(new(x, t, max, Elementary.Log(sum)), shared);
            TLane weight = row.Reduce<Sum, ElementTerm<TLane>>(new(t), shared);
            if (row.Stores) loss[row.Row] = total;
            for (long i = row.Start; i < row.End; i += GroupRow<TLength, TLane>.Step)
                gradient[i] = default(SoftmaxCrossEntropyGradient).Apply(default(ShiftedExponential).Apply(x[i], max), t[i], sum, weight);
        }
    }
}
