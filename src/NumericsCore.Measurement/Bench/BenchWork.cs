namespace NumericsCore.Measurement;

/// <summary>One kernel at one size.</summary>
internal sealed record BenchWork(BenchKernel Kernel, KernelSize Size)
{
    // far too slow where the "GPU" is a CPU
    private const double MaxFlopsOnCpus = 2e10;

    /// <summary>What a bench runs on a device.</summary>
    /// <param name="device">The device; processors get no product of more than 2e10 operations unless it is asked for.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="sizes">The sizes, of which each kernel takes those of its form; null for its own sweep.</param>
    /// <param name="quick">Whether the sweep is the short one.</param>
    public static IReadOnlyList<BenchWork> For(Device device, IEnumerable<BenchKernel> kernels, IReadOnlyList<KernelSize>? sizes, bool quick) =>
    [
        .. from kernel in kernels
           from size in sizes?.Where(size => size.Form == kernel.Form) ?? (quick ? kernel.QuickSizes : kernel.Sizes)
           where sizes is not null || Suits(device, size)
           select new BenchWork(kernel, size),
    ];

    /// <summary>Whether a device gets a size that nobody asked for.</summary>
    public static bool Suits(Device device, KernelSize size) => device.Info.Type == "GPU" || size.Form != SizeForm.Product || ProductKernels.Flops(size) <= MaxFlopsOnCpus;
}
