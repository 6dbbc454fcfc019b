using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>snapshot[0] = counter[0]; counter[0] += 1.</summary>
internal readonly struct AdvanceKernel : IGpuKernel
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<uint> counter, ArrayView<uint> snapshot)
    {
        var run = queue.Load<AdvanceKernel, Action<AcceleratorStream, KernelConfig, ArrayView<uint>, ArrayView<uint>>>();
        lock (queue.Gate) run(queue.Stream, new KernelConfig(1, 1), counter, snapshot);
    }

    private static void Run(ArrayView<uint> counter, ArrayView<uint> snapshot)
    {
        uint count = counter[0];
        snapshot[0] = count;
        counter[0] = unchecked(count + 1);
    }
}
