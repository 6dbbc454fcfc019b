using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>One product, and the seconds that it takes in each tile.</summary>
/// <param name="Size">Rows, terms and columns.</param>
/// <param name="Large">In large tiles.</param>
/// <param name="Medium">In medium tiles.</param>
/// <param name="Small">In small tiles.</param>
internal sealed record TileTimes(KernelSize Size, double Large, double Medium, double Small) : InvariantRecord
{
    private static readonly string[] s_keys = [TileBench.Parameters(GemmTiles.Large), TileBench.Parameters(GemmTiles.Medium), TileBench.Parameters(GemmTiles.Small)];

    /// <summary>The product.</summary>
    public GemmShape Shape { get; } = GemmShape.Contiguous(Size.Extents[0], Size.Extents[2], Size.Extents[1]);

    /// <summary>The side of the fastest tile.</summary>
    public int Best => Large <= Math.Min(Medium, Small) ? GemmTiles.Large : Medium <= Small ? GemmTiles.Medium : GemmTiles.Small;

    /// <summary>The seconds in tiles of a side.</summary>
    public double Of(int tile) => tile switch { GemmTiles.Large => Large, GemmTiles.Medium => Medium, _ => Small };

    /// <summary>The times of the sizes that were measured in every tile.</summary>
    public static IReadOnlyList<TileTimes> From(IEnumerable<EntryRecord> entries) =>
    [
        .. from entry in entries
           where entry.Kernel == ProductKernels.Gemm && entry.Seconds is not null
           group entry by entry.Size into size
           let times = size.ToDictionary(static entry => entry.Parameters ?? "", static entry => entry.Seconds!.Value)
           where s_keys.All(times.ContainsKey)
           select new TileTimes(KernelSize.Parse(size.Key), times[s_keys[0]], times[s_keys[1]], times[s_keys[2]]),
    ];
}
