using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>Where a thread stands in a launch of one dimension.</summary>
internal static class GpuThread
{
    /// <summary>The thread's number among all.</summary>
    public static long Index => (long)Grid.IdxX * Group.DimX + Group.IdxX;

    /// <summary>All threads.</summary>
    public static long Count => (long)Grid.DimX * Group.DimX;

    /// <summary>n/d for n ≥ 0 and d &gt; 0, in 32 bits where they suffice: a GPU divides in software.</summary>
    public static long Divide(long n, long d) => (n | d) <= int.MaxValue ? (long)((uint)n / (uint)d) : n / d;
}
