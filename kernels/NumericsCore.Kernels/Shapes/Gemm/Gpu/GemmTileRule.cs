using System.Collections.Frozen;
using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels;

/// <summary>The tile-size heuristic for products. It decides the time, never the bits: an element's terms are added in the same order in any tile.</summary>
/// <param name="LargePerUnit">Large tiles are taken where there are at least as many for each multiprocessor; infinite for never.</param>
/// <param name="MediumPerUnit">The same for medium ones, where large ones are not taken.</param>
/// <param name="MinExtent">The fewest rows and columns of C for which large tiles are taken.</param>
internal sealed record GemmTileRule(double LargePerUnit, double MediumPerUnit, int MinExtent = GemmTileRule.MoreThanHalfOfLarge)
{
    /// <summary>Blocks of k get groups of their own where there are fewer small tiles than this for each multiprocessor; nobody has measured it.</summary>
    public double SplitPerUnit { get; init; } = 1;

    private const int MoreThanHalfOfLarge = GemmTiles.Large / 2 + 1;

    /// <summary>For devices that nobody measured: the largest tile of which every multiprocessor gets one, and of which more than half is filled.</summary>
    public static GemmTileRule Unmeasured { get; } = new(1, 1);

    /// <summary>What 'numericscore bench tiles' found, by <see cref="KeyOf"/>.</summary>
    private static FrozenDictionary<string, GemmTileRule> Measured { get; } = new Dictionary<string, GemmTileRule>
    {
        // PoCL 6 on 2 cores, 2026-11-24: large tiles take twice the time, where registers are memory
        ["opencl-cpu"] = new(double.PositiveInfinity, 0.5),
    }.ToFrozenDictionary();

    /// <summary>The rule that takes one tile for every product.</summary>
    /// <param name="tile">Its side.</param>
    public static GemmTileRule Always(int tile) => tile switch
    {
        GemmTiles.Large => new(0, 0, 0) { SplitPerUnit = 0 },
        GemmTiles.Medium => new(double.PositiveInfinity, 0) { SplitPerUnit = 0 },
        GemmTiles.Small => new(double.PositiveInfinity, double.PositiveInfinity) { SplitPerUnit = 0 },
        _ => throw new ArgumentOutOfRangeException(nameof(tile), tile, $"Expected {GemmTiles.Large}, {GemmTiles.Medium} or {GemmTiles.Small}."),
    };

    /// <summary>The measured rule of a device of this kind, or <see cref="Unmeasured"/>.</summary>
    public static GemmTileRule For(Accelerator accelerator) => Measured.GetValueOrDefault(KeyOf(accelerator), Unmeasured);

    /// <summary>Whether devices of this kind were measured.</summary>
    public static bool IsMeasured(Accelerator accelerator) => Measured.ContainsKey(KeyOf(accelerator));

    /// <summary>What devices have in common that share a rule: the architecture under CUDA, the model under OpenCL, where CPUs are one kind.</summary>
    public static string KeyOf(Accelerator accelerator) => accelerator switch
    {
        CudaAccelerator cuda => string.Create(CultureInfo.InvariantCulture, $"sm_{cuda.Architecture.Major}{cuda.Architecture.Minor}"),
        _ => GpuDevices.IsCpuDevice(accelerator.Device) ? "opencl-cpu" : accelerator.Name,
    };

    /// <summary>The side of the tiles for a product.</summary>
    /// <param name="shape">The product.</param>
    /// <param name="units">The device's multiprocessors.</param>
    public int TileOf(in GemmShape shape, int units)
    {
        if (GemmTiles.Count(shape, GemmTiles.Large) >= LargePerUnit * units && Math.Min(shape.M, shape.N) >= MinExtent) return GemmTiles.Large;
        return GemmTiles.Count(shape, GemmTiles.Medium) >= MediumPerUnit * units ? GemmTiles.Medium : GemmTiles.Small;
    }

    /// <summary>Whether the blocks of k of a product are computed side by side, in small tiles, and added up by a second kernel.</summary>
    /// <param name="shape">The product.</param>
    /// <param name="units">The device's multiprocessors.</param>
    public bool SplitsK(in GemmShape shape, int units) => shape.K > ReductionOrder.ProductBlock && shape.Batch == 1
        && GemmTiles.Count(shape, GemmTiles.Small) < SplitPerUnit * units && TileOf(shape, units) == GemmTiles.Small;

    /// <summary>The rule as the table has it.</summary>
    public override string ToString() => $"new({Text(LargePerUnit)}, {Text(MediumPerUnit)})";

    private static string Text(double perUnit) => double.IsPositiveInfinity(perUnit) ? "double.PositiveInfinity" : perUnit.ToString("0.###", CultureInfo.InvariantCulture);
}
