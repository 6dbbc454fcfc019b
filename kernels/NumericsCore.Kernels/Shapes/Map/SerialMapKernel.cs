using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary><see cref="MapKernel{TFormula, TLane}"/> for processors.</summary>
internal readonly struct SerialMapKernel<TFormula, TLane> : IGpuKernel
    where TFormula : struct, IUnaryFormula where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, TFormula formula, ArrayView<TLane> x, ArrayView<TLane> y, long count)
    {
        var run = queue.Load<SerialMapKernel<TFormula, TLane>, Action<AcceleratorStream, KernelConfig, TFormula, ArrayView<TLane>, ArrayView<TLane>, long>>();
        lock (queue.Gate) run(queue.Stream, queue.Serial(count), formula, x, y, count);
    }

    private static void Run(TFormula formula, ArrayView<TLane> x, ArrayView<TLane> y, long count)
    {
        long start = (long)Grid.IdxX * GpuQueue.SerialLength, end = IntrinsicMath.Min(start + GpuQueue.SerialLength, count);
        for (long i = start; i < end; i++) y[i] = formula.Apply(x[i]);
    }
}
