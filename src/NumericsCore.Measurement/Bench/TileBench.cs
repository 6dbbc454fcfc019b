using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Measures exact products in each tile size, from which a device's tile-size heuristic is fitted.</summary>
/// <param name="device">The device, which is not the CPU.</param>
/// <param name="plan">How long and how often.</param>
internal sealed class TileBench(MeasuredDevice device, SamplingPlan plan)
{
    private static readonly int[] s_tiles = [GemmTiles.Large, GemmTiles.Medium, GemmTiles.Small];

    /// <summary>The layers of training, forward and as gradients of the weights, and square products.</summary>
    private static IReadOnlyList<KernelSize> Sizes { get; } = Sweep.Of(
        "32x128x64", "32x784x512", "128x784x512", "256x784x512", "1024x784x512", "784x32x512", "784x256x512",
        "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024", "2048x2048x2048", "4096x4096x4096");

    /// <summary>Fewer, and small ones.</summary>
    private static IReadOnlyList<KernelSize> QuickSizes { get; } = Sweep.Of("32x784x512", "128x784x512", "784x32x512", "256x256x256", "512x512x512");

    /// <summary>What an entry of a tile says beside its size.</summary>
    public static string Parameters(int tile) => FormattableString.Invariant($"tiles of {tile}");

    /// <summary>What a device is measured at when nobody asks for sizes.</summary>
    public static IReadOnlyList<KernelSize> SizesFor(Device device, bool quick) => [.. (quick ? QuickSizes : Sizes).Where(size => BenchWork.Suits(device, size))];

    /// <summary>Measures each size in each tile; a tile whose bits are not the CPU's gets no time.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="measuring">Told what comes next.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public DeviceRecord Run(IReadOnlyList<KernelSize> sizes, Action<string>? measuring = null, CancellationToken cancellationToken = default)
    {
        var gpu = device.Gpu ?? throw new ArgumentException($"{device.Device.Info.Name} blocks products for its caches; expected an OpenCL or a CUDA device.");
        var entries = new List<EntryRecord>();
        foreach (var size in sizes)
        {
            measuring?.Invoke(size.Text);
            float[][] expected;
            using (var right = ProductKernels.Product(Device.Cpu.Backend, size))
            {
                right.Run(0);
                expected = right.Outputs();
            }

            foreach (int tile in s_tiles) entries.Add(Measure(gpu.With(GemmTileRule.Always(tile)), size, tile, expected, cancellationToken));
        }

        return device.Describe() with { Entries = entries };
    }

    private EntryRecord Measure(GpuBackend backend, KernelSize size, int tile, float[][] expected, CancellationToken cancellationToken)
    {
        using var product = ProductKernels.Product(backend, size);
        product.Run(0);
        string? difference = BitCheck.Difference(expected, product.Outputs());
        var entry = new EntryRecord
        {
            Kernel = ProductKernels.Gemm,
            Size = size.Text,
            Parameters = Parameters(tile),
            Bytes = product.Bytes,
            Flops = product.Flops,
            SameBits = difference is null,
            Remark = difference,
        };
        return difference is null ? entry.With(Sampler.Measure(device.Clock, product.Run, plan, cancellationToken)) : entry;
    }
}
