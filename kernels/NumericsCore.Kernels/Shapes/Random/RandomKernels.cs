using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>A <see cref="RandomAddress"/> as a kernel sees it; the step lies in memory of its own.</summary>
internal readonly struct GpuRandom(ulong seed, uint stream, ulong blocksPerPart)
{
    public readonly ulong Seed = seed;
    public readonly uint Stream = stream;
    public readonly ulong BlocksPerPart = blocksPerPart;

    /// <summary>All of an address but its step.</summary>
    public static GpuRandom Of(in RandomAddress address) => new(address.Seed, address.Stream, address.BlocksPerPart);

    /// <summary>The uniforms of elements index to index + 3; the index is a multiple of 4.</summary>
    public Vec4<TLane> Uniforms<TLane>(long index, ArrayView<uint> step) where TLane : unmanaged, IGpuLane<TLane>
    {
        ulong block = (ulong)index / RandomWords.ElementsPerBlock;
        if (BlocksPerPart > 0) block += BlocksPerPart * step[1];
        GpuUInt32 c0 = new((uint)block), c1 = new((uint)(block >> 32)), c2 = new(Stream), c3 = new(step[0]);
        Philox.Apply(new((uint)Seed), new GpuUInt32((uint)(Seed >> 32)), ref c0, ref c1, ref c2, ref c3);
        return new(Uniform<TLane>(c0), Uniform<TLane>(c1), Uniform<TLane>(c2), Uniform<TLane>(c3));
    }

    private static TLane Uniform<TLane>(GpuUInt32 word) where TLane : unmanaged, IGpuLane<TLane> =>
        TLane.FromInteger(word.Value >> 8) * TLane.Of(RandomWords.UniformUnit);
}

/// <summary>y[i] = u(i), the four elements of a block of random words a thread at a time.</summary>
internal readonly struct UniformKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> y, GpuRandom random, ArrayView<uint> step, long count, bool aligned)
    {
        var run = queue.Load<UniformKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, GpuRandom, ArrayView<uint>, long, int>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(Vec4.Holding(count)), y, random, step, count, aligned ? 1 : 0);
    }

    private static void Run(ArrayView<TLane> y, GpuRandom random, ArrayView<uint> step, long count, int aligned)
    {
        long stride = GpuThread.Count * Vec4<TLane>.Length;
        for (long i = GpuThread.Index * Vec4<TLane>.Length; i < count; i += stride)
            Vec4.Store(y, i, count - i, aligned != 0, random.Uniforms<TLane>(i, step));
    }
}

/// <summary>y[i] = u(i) &lt; rate ? 0 : x[i]·scale.</summary>
internal readonly struct DropoutKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, TLane rate, TLane scale, GpuRandom random, ArrayView<uint> step, long count, bool aligned)
    {
        var run = queue.Load<DropoutKernel<TLane>, Action<AcceleratorStream, KernelConfig,
            ArrayView<TLane>, ArrayView<TLane>, TLane, TLane, GpuRandom, ArrayView<uint>, long, int>>();
        lock (queue.Gate) run(queue.Stream, queue.Threads(Vec4.Holding(count)), x, y, rate, scale, random, step, count, aligned ? 1 : 0);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, TLane rate, TLane scale, GpuRandom random, ArrayView<uint> step, long count, int aligned)
    {
        var dropout = default(InvertedDropout);
        long stride = GpuThread.Count * Vec4<TLane>.Length;
        for (long i = GpuThread.Index * Vec4<TLane>.Length; i < count; i += stride)
        {
            var u = random.Uniforms<TLane>(i, step);
            var from = Vec4.Load(x, i, count - i, aligned != 0);
            Vec4.Store(y, i, count - i, aligned != 0, new(
                dropout.Apply(u.X, rate, from.X, scale), dropout.Apply(u.Y, rate, from.Y, scale), dropout.Apply(u.Z, rate, from.Z, scale), dropout.Apply(u.W, rate, from.W, scale)));
        }
    }
}
