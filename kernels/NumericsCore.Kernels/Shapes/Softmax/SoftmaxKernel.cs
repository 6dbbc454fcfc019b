using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>What becomes of a row's logits x once their largest and Σ exp(x - max) are known.</summary>
internal interface ISoftmaxResult
{
    /// <summary>What the sum is needed as.</summary>
    static abstract TLane Prepare<TLane>(TLane sum) where TLane : struct, ILane<TLane>;

    /// <summary>The result of one logit.</summary>
    static abstract TLane Apply<TLane>(TLane x, TLane max, TLane prepared) where TLane : struct, ILane<TLane>;
}

/// <summary>exp(x - max) / Σ exp(x - max).</summary>
internal readonly struct SoftmaxResult : ISoftmaxResult
{
    public static TLane Prepare<TLane>(TLane sum) where TLane : struct, ILane<TLane> => sum;

    // the exponentials are computed twice: memory is dearer
    public static TLane Apply<TLane>(TLane x, TLane max, TLane prepared) where TLane : struct, ILane<TLane> => default(ShiftedExponential).Apply(x, max) / prepared;
}

/// <summary>x - max - log Σ exp(x - max).</summary>
internal readonly struct LogSoftmaxResult : ISoftmaxResult
{
    public static TLane Prepare<TLane>(TLane sum) where TLane : struct, ILane<TLane> => Elementary.Log(sum);

    public static TLane Apply<TLane>(TLane x, TLane max, TLane prepared) where TLane : struct, ILane<TLane> => default(LogProbability).Apply(x, max, prepared);
}

/// <summary>y[r, :] from the logits x[r, :]; y may be x.</summary>
internal readonly struct SoftmaxKernel<TResult, TLength, TLane> : IGpuKernel
    where TResult : ISoftmaxResult where TLength : struct, IRowLength where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long rows, long columns)
    {
        var run = queue.Load<SoftmaxKernel<TResult, TLength, TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, long>>();
        lock (queue.Gate) run(queue.Stream, GroupRow<TLength, TLane>.Groups(queue, rows), x, y, rows, columns);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long rows, long columns)
    {
        var shared = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        int atOnce = GroupRow<TLength, TLane>.AtOnce;
        for (long first = (long)Grid.IdxX * atOnce; first < rows; first += (long)Grid.DimX * atOnce)
        {
            var row = new GroupRow<TLength, TLane>(first, rows, columns);
            TLane max = row.Reduce<MaxIgnoringNaN, ElementTerm<TLane>>(new(x), shared);
            TLane prepared = TResult.Prepare(row.Reduce<Sum, ExponentialTerm<TLane>>(new(x, max), shared));
            for (long i = row.Start; i < row.End; i += GroupRow<TLength, TLane>.Step) y[i] = TResult.Apply(x[i], max, prepared);
        }
    }
}
