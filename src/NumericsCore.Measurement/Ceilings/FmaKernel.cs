using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Independent chains of fused multiply-adds in every thread, enough to hide the latency of one.</summary>
internal readonly struct FmaKernel : IGpuKernel
{
    /// <summary>Chains of a thread.</summary>
    public const int Chains = 8;

    public static MethodInfo Code => ((Delegate)Run).Method;

    /// <summary>Queues steps of multiply-adds on as many threads as there are accumulators.</summary>
    public static void Launch(GpuQueue queue, ArrayView<float> accumulators, int steps)
    {
        var run = queue.Load<FmaKernel, Action<AcceleratorStream, KernelConfig, ArrayView<float>, int, float>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(accumulators.Length), accumulators, steps, 0.999f);
    }

    private static void Run(ArrayView<float> accumulators, int steps, float factor)
    {
        float g = 1 - factor;
        float a = g, b = g + 1, c = g + 2, d = g + 3, e = g + 4, f = g + 5, h = g + 6, i = g + 7;
        for (int step = 0; step < steps; step++)
        {
            a = ExactMath.MultiplyAdd(a, factor, g);
            b = ExactMath.MultiplyAdd(b, factor, g);
            c = ExactMath.MultiplyAdd(c, factor, g);
            d = ExactMath.MultiplyAdd(d, factor, g);
            e = ExactMath.MultiplyAdd(e, factor, g);
            f = ExactMath.MultiplyAdd(f, factor, g);
            h = ExactMath.MultiplyAdd(h, factor, g);
            i = ExactMath.MultiplyAdd(i, factor, g);
        }

        accumulators[GpuThread.Index] = a + b + c + d + e + f + h + i;
    }
}
