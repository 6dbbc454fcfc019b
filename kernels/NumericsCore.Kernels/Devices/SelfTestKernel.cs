using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>Every operation of a lane on every argument: result of operation o on element i at o·count + i.</summary>
internal readonly struct SelfTestKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, ArrayView<TLane> results, long count)
    {
        var run = queue.Load<SelfTestKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, long>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(count), a, b, c, results, count);
    }

    private static void Run(ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, ArrayView<TLane> results, long count)
    {
        for (long i = GpuThread.Index; i < count; i += GpuThread.Count)
        {
            results[i] = SelfTestFormulas.Fused(a[i], b[i], c[i]);
            results[count + i] = SelfTestFormulas.Separate(a[i], b[i], c[i]);
            results[2 * count + i] = SelfTestFormulas.Product(a[i], b[i]);
            results[3 * count + i] = SelfTestFormulas.Quotient(a[i], b[i]);
            results[4 * count + i] = SelfTestFormulas.Root(a[i]);
            results[5 * count + i] = SelfTestFormulas.Rounded(a[i]);
            results[6 * count + i] = SelfTestFormulas.Selected(a[i], b[i], c[i]);
        }
    }
}

/// <summary>What the self-test computes, once on the device and once on the CPU.</summary>
internal static class SelfTestFormulas
{
    public const int Count = 7;

    public static TLane Fused<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(a, b, c);

    public static TLane Separate<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> => a * b + c;

    public static TLane Product<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * b;

    public static TLane Quotient<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a / b;

    public static TLane Root<TLane>(TLane a) where TLane : struct, ILane<TLane> => TLane.Sqrt(TLane.Abs(a));

    public static TLane Rounded<TLane>(TLane a) where TLane : struct, ILane<TLane> => TLane.RoundToEven(a);

    public static TLane Selected<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> =>
        TLane.SelectLess(a, b, c, TLane.SelectLessOrEqual(b, c, a, TLane.SelectEqual(a, c, -b, b)));
}
