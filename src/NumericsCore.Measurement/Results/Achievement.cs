namespace NumericsCore.Measurement;

/// <summary>What a kernel achieved beside the ceiling that it is held against.</summary>
/// <param name="Text">The rate: GB/s or GFLOP/s.</param>
/// <param name="Share">The fraction of the ceiling; null where no ceiling is known for it.</param>
internal sealed record Achievement(string Text, double? Share) : InvariantRecord
{
    private static readonly Dictionary<string, Bound> s_bounds = BenchKernel.All.ToDictionary(static kernel => kernel.Name, static kernel => kernel.Bound);

    /// <summary>That of an entry; null without a time, or without bytes and operations.</summary>
    public static Achievement? Of(EntryRecord entry, CeilingsRecord? ceilings)
    {
        if (entry.Seconds is not > 0) return null;
        double time = entry.Seconds.Value;
        return BoundOf(entry) switch
        {
            Bound.Copy when entry.Bytes is { } bytes => new Achievement(Quantity.Bandwidth(bytes / time), Part(bytes / time, ceilings?.CopyBytesPerSecond)),
            // what tensor cores do is no fraction of what multiply-adds could
            Bound.Fma when entry.Flops is { } flops => new Achievement(Quantity.Rate(flops / time), entry.ErrorShare is null ? Part(flops / time, ceilings?.FmaFlopsPerSecond) : null),
            _ when entry.Flops is { } flops => new Achievement(Quantity.Rate(flops / time), null),
            _ when entry.Bytes is { } bytes => new Achievement(Quantity.Bandwidth(bytes / time), null),
            _ => null,
        };
    }

    /// <summary>The ceiling of a kernel: that of the library's by name; of a formula of one's own, whose operations are not known, the copy.</summary>
    private static Bound BoundOf(EntryRecord entry) => s_bounds.TryGetValue(entry.Kernel, out var bound) ? bound : entry is { Flops: null, Bytes: not null, Peer: not null } ? Bound.Copy : Bound.None;

    private static double? Part(double rate, double? ceiling) => ceiling is > 0 ? rate / ceiling : null;
}
