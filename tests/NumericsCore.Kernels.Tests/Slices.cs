using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Short ways to device memory for tests that need several slices at once.</summary>
internal static class Slices
{
    /// <summary>One thread, the widest lanes.</summary>
    public static CpuBackend Wide { get; } = Backends.SingleThreaded.MaxBy(backend => backend.SimdBits)!;

    /// <summary>Elements of T in device memory that start <paramref name="offset"/> elements into their block.</summary>
    public static Slice<T> Empty<T>(this CpuBackend cpu, int length, int offset = 0) where T : unmanaged =>
        new(cpu.Allocate((length + offset) * (nint)Unsafe.SizeOf<T>()), offset, length);

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
}
