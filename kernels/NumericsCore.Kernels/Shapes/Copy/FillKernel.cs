using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>y[i] = value, four elements a thread at a time.</summary>
internal readonly struct FillKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> y, TLane value, long count, bool aligned)
    {
        var run = queue.Load<FillKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, TLane, long, int>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(Vec4.Holding(count)), y, value, count, aligned ? 1 : 0);
    }

    private static void Run(ArrayView<TLane> y, TLane value, long count, int aligned)
    {
        long step = GpuThread.Count * Vec4<TLane>.Length;
        for (long i = GpuThread.Index * Vec4<TLane>.Length; i < count; i += step)
            Vec4.Store(y, i, count - i, aligned != 0, new(value, value, value, value));
    }
}
