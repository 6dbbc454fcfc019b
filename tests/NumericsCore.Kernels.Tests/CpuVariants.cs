using System.Numerics;

namespace NumericsCore.Kernels.Tests;

/// <summary>The CPU back ends that must all give the same bits, and slices of their memory.</summary>
internal static class CpuVariants
{
    private static readonly int[] SimdBits = [0, 128, 256, 512];
    private static readonly int[] Threads = [1, 2, 3];

    /// <summary>One thread and no SIMD: what the others are compared with.</summary>
    public static CpuBackend Plain { get; } = new(1, 0);

    /// <summary>One thread, the widest lanes.</summary>
    public static CpuBackend Wide { get; } = new(1, 512);

    public static CpuBackend[] All { get; } =
        [.. from bits in SimdBits from threads in Threads select new CpuBackend(threads, bits)];

    /// <summary>Elements of T in device memory that start <paramref name="offset"/> elements into their block.</summary>
    public static Slice<T> Empty<T>(this CpuBackend cpu, int length, int offset = 0) where T : unmanaged
    {
        nint size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        return new(cpu.Allocate((length + offset) * size), offset, length);
    }

    public static Slice<T> Slice<T>(this CpuBackend cpu, ReadOnlySpan<T> values, int offset = 0) where T : unmanaged
    {
        var slice = cpu.Empty<T>(values.Length, offset);
        cpu.Upload(values, slice);
        return slice;
    }

    public static T[] ToArray<T>(this Slice<T> slice) where T : unmanaged
    {
        var values = new T[slice.Length];
        slice.Memory.Backend.Download(slice, values);
        return values;
    }

    /// <summary>The bits as text, so that NaN payloads and signed zeros count.</summary>
    public static string[] Bits<T>(this T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Array.ConvertAll(values, value => value switch
        {
            float x => BitConverter.SingleToUInt32Bits(x).ToString("x8", null),
            double x => BitConverter.DoubleToUInt64Bits(x).ToString("x16", null),
            _ => throw new ArgumentException($"{typeof(T)} has no bits here.", nameof(values)),
        });

    /// <summary>Bytes that the calling thread allocates in one call after it has warmed up.</summary>
    public static long AllocatedBy(Action call)
    {
        for (int i = 0; i < 50; i++) call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
