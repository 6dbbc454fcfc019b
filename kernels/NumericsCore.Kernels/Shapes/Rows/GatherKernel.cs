using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// y[r, :] = x[indices[start + r], :], an element a thread at a time. An index without a row is written to
/// <see cref="GpuFaults"/>, and its row becomes NaN.
/// </summary>
internal readonly struct GatherKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<int> indices, ArrayView<int> start, ArrayView<TLane> y, long rows, long columns, ArrayView<long> faults)
    {
        var run = queue.Load<GatherKernel<TLane>, Action<AcceleratorStream, KernelConfig,
            ArrayView<TLane>, ArrayView<int>, ArrayView<int>, ArrayView<TLane>, long, long, ArrayView<long>>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(rows * columns), x, indices, start, y, rows, columns, faults);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<int> indices, ArrayView<int> start, ArrayView<TLane> y, long rows, long columns, ArrayView<long> faults)
    {
        long sourceRows = GpuThread.Divide(x.Length, columns), first = start[0], step = GpuThread.Count;
        for (long i = GpuThread.Index; i < rows * columns; i += step)
        {
            long row = GpuThread.Divide(i, columns), place = first + row;
            int index = place >= 0 && place < indices.Length ? indices[place] : -1;
            if (index >= 0 && index < sourceRows)
            {
                y[i] = x[index * columns + (i - row * columns)];
            }
            else
            {
                y[i] = TLane.Of(double.NaN);
                GpuFaults.Report(faults, place, index, indices.Length, sourceRows);
            }
        }
    }
}
