using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>y[destination strides] = x[source strides], an element a thread at a time; neighbouring threads write neighbours.</summary>
internal readonly struct StridedCopyKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, StridedBox box, long count)
    {
        var run = queue.Load<StridedCopyKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, StridedBox, long>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(count), x, y, box, count);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, StridedBox box, long count)
    {
        long step = GpuThread.Count;
        for (long i = GpuThread.Index; i < count; i += step)
        {
            long outer = i, from = 0, to = 0;
            StridedBox.Step(ref outer, ref from, ref to, box.Extent0, box.Source0, box.Destination0);
            if (box.Rank > 1) StridedBox.Step(ref outer, ref from, ref to, box.Extent1, box.Source1, box.Destination1);
            StridedBox.StepBeyondPlane(box, outer, ref from, ref to);
            y[to] = x[from];
        }
    }
}
