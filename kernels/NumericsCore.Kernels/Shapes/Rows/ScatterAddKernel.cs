using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>
/// y[indices[r], :] += x[r, :] in the order of r. A thread owns one column of every <see cref="Bands"/>-th row of y and visits all
/// of x, so that no two threads meet and the order is the written one. An index without a row is written to <see cref="GpuFaults"/>.
/// </summary>
internal readonly struct ScatterAddKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    private const int Bands = 32;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<int> indices, ArrayView<TLane> y, long rows, long columns, ArrayView<long> faults)
    {
        var run = queue.Load<ScatterAddKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<int>, ArrayView<TLane>, long, long, ArrayView<long>>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(columns * Bands), x, indices, y, rows, columns, faults);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<int> indices, ArrayView<TLane> y, long rows, long columns, ArrayView<long> faults)
    {
        long targetRows = GpuThread.Divide(y.Length, columns), step = GpuThread.Count;
        for (long item = GpuThread.Index; item < columns * Bands; item += step)
        {
            long band = GpuThread.Divide(item, columns), column = item - band * columns;
            for (long r = 0; r < rows; r++)
            {
                int index = indices[r];
                if (index < 0 || index >= targetRows) GpuFaults.Report(faults, r, index, rows, targetRows);
                else if (index % Bands == band) y[index * columns + column] += x[r * columns + column];
            }
        }
    }
}
