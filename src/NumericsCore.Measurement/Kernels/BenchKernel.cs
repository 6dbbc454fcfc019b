using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>A kernel that is measured: its name, its sizes, and how it is set up.</summary>
/// <param name="Name">As options and files write it.</param>
/// <param name="Form">What its sizes look like.</param>
/// <param name="Bound">Which ceiling it is held against.</param>
/// <param name="Sizes">The sweep.</param>
/// <param name="QuickSizes">A shorter one.</param>
/// <param name="Prepare">Sets it up on a device; the last argument is how many bytes successive runs should spread over.</param>
internal sealed record BenchKernel(string Name, SizeForm Form, Bound Bound, IReadOnlyList<KernelSize> Sizes, IReadOnlyList<KernelSize> QuickSizes, Func<Device, KernelSize, long, PreparedKernel> Prepare)
{
    /// <summary>Whose kernel it is; null for the library's.</summary>
    public string? Peer { get; init; }

    /// <summary>All of the library's, in the order of the table.</summary>
    public static IReadOnlyList<BenchKernel> All { get; } =
    [
        .. ElementwiseKernels.All,
        .. ReductionKernels.All,
        .. UpdateKernels.All,
        SoftmaxKernel.Create(),
        .. ProductKernels.All,
        TrainingStepKernel.Create(),
    ];

    /// <summary>How many bytes runs on a device should spread over, so that no cache holds what the last round left.</summary>
    public static long RotatedBytes(MeasuredDevice device) => device.Gpu is { } gpu
        ? Math.Min(256L << 20, gpu.Accelerator.MemorySize / 16)
        : CopyPeak.ArrayBytes(CacheSizes.Level3);
}
