using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>A box as a kernel sees it: axis 0 is the innermost; the axes beyond the rank have extent 1.</summary>
internal struct StridedBox
{
    public long Extent0, Extent1, Extent2, Extent3, Extent4, Extent5, Extent6, Extent7;
    public long Source0, Source1, Source2, Source3, Source4, Source5, Source6, Source7;
    public long Destination0, Destination1, Destination2, Destination3, Destination4, Destination5, Destination6, Destination7;
    public int Rank;
}

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
            // written out, for an array that a loop walks would lie in slow memory
            Step(ref outer, ref from, ref to, box.Extent0, box.Source0, box.Destination0);
            if (box.Rank > 1) Step(ref outer, ref from, ref to, box.Extent1, box.Source1, box.Destination1);
            if (box.Rank > 2) Step(ref outer, ref from, ref to, box.Extent2, box.Source2, box.Destination2);
            if (box.Rank > 3) Step(ref outer, ref from, ref to, box.Extent3, box.Source3, box.Destination3);
            if (box.Rank > 4) Step(ref outer, ref from, ref to, box.Extent4, box.Source4, box.Destination4);
            if (box.Rank > 5) Step(ref outer, ref from, ref to, box.Extent5, box.Source5, box.Destination5);
            if (box.Rank > 6) Step(ref outer, ref from, ref to, box.Extent6, box.Source6, box.Destination6);
            if (box.Rank > 7) Step(ref outer, ref from, ref to, box.Extent7, box.Source7, box.Destination7);
            y[to] = x[from];
        }
    }

    private static void Step(ref long outer, ref long from, ref long to, long extent, long source, long destination)
    {
        long rest = GpuThread.Divide(outer, extent);
        long place = outer - rest * extent;
        from += place * source;
        to += place * destination;
        outer = rest;
    }
}
