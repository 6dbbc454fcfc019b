using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>y[i] = f(x[i]), four elements a thread at a time.</summary>
internal readonly struct MapKernel<TFormula, TLane> : IGpuKernel
    where TFormula : IUnaryFormula where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long count, bool aligned)
    {
        if (queue.IsProcessor)
        {
            SerialMapKernel<TFormula, TLane>.Launch(queue, x, y, count);
            return;
        }

        var run = queue.Load<MapKernel<TFormula, TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, int>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(Quads.Holding(count)), x, y, count, aligned ? 1 : 0);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long count, int aligned)
    {
        long step = GpuThread.Count * Quad<TLane>.Length;
        for (long i = GpuThread.Index * Quad<TLane>.Length; i < count; i += step)
        {
            var from = Quads.Load(x, i, count - i, aligned != 0);
            Quads.Store(y, i, count - i, aligned != 0, new(
                TFormula.Apply(from.X), TFormula.Apply(from.Y), TFormula.Apply(from.Z), TFormula.Apply(from.W)));
        }
    }
}
