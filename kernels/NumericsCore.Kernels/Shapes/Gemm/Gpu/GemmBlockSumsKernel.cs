using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>Adds up, in ascending order, what groups of their own have computed of an element's blocks of k, and applies the epilogue. A thread takes an element.</summary>
internal readonly struct GemmBlockSumsKernel<TGpuEpilogue, TLane> : IGpuKernel where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    /// <param name="queue">The device's queue.</param>
    /// <param name="shape">The whole product, one matrix.</param>
    /// <param name="blocks">Blocks of k.</param>
    /// <param name="sums">Their contiguous results, one behind the other.</param>
    /// <param name="c">The result.</param>
    /// <param name="epilogue">What follows the sum.</param>
    public static void Launch(GpuQueue queue, GpuGemmShape shape, int blocks, ArrayView<TLane> sums, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        var run = queue.Load<GemmBlockSumsKernel<TGpuEpilogue, TLane>, Action<AcceleratorStream, KernelConfig, GpuGemmShape, int, ArrayView<TLane>, ArrayView<TLane>, TGpuEpilogue>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads((long)shape.M * shape.N), shape, blocks, sums, c, epilogue);
    }

    private static void Run(GpuGemmShape shape, int blocks, ArrayView<TLane> sums, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        long count = (long)shape.M * shape.N;
        for (long index = GpuThread.Index; index < count; index += GpuThread.Count)
        {
            long i = GpuThread.Divide(index, shape.N);
            int j = (int)(index - i * shape.N);
            TLane product = sums[index];
            for (int block = 1; block < blocks; block++) product += sums[index + block * count];
            c[i * shape.RowC + j] = epilogue.Apply(product, epilogue.Draw(index), index, j);
        }
    }
}
