using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>y[i] = f(x[i]), four elements a thread at a time.</summary>
internal readonly struct MapKernel<TFormula, TLane> : IGpuKernel
    where TFormula : struct, IUnaryFormula where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, TFormula formula, ArrayView<TLane> x, ArrayView<TLane> y, long count, bool aligned)
    {
        if (queue.IsCpuDevice)
        {
            SerialMapKernel<TFormula, TLane>.Launch(queue, formula, x, y, count);
            return;
        }

        var run = queue.Load<MapKernel<TFormula, TLane>, Action<AcceleratorStream, KernelConfig, TFormula, ArrayView<TLane>, ArrayView<TLane>, long, int>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(Vec4.Holding(count)), formula, x, y, count, aligned ? 1 : 0);
    }

    private static void Run(TFormula formula, ArrayView<TLane> x, ArrayView<TLane> y, long count, int aligned)
    {
        long step = GpuThread.Count * Vec4<TLane>.Length;
        for (long i = GpuThread.Index * Vec4<TLane>.Length; i < count; i += step)
        {
            var from = Vec4.Load(x, i, count - i, aligned != 0);
            Vec4.Store(y, i, count - i, aligned != 0, new(
                formula.Apply(from.X), formula.Apply(from.Y), formula.Apply(from.Z), formula.Apply(from.W)));
        }
    }
}
