using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>What was found of one library: times or bytes.</summary>
internal sealed record Figure(Samples? Seconds, double? Bytes)
{
    /// <summary>The entry with the figure in it.</summary>
    public EntryRecord Apply(EntryRecord entry) => (Seconds is null ? entry : entry.With(Seconds)) with { MeasuredBytes = Bytes };
}

/// <summary>What was found of both.</summary>
/// <param name="Ours">NumericsCore.</param>
/// <param name="Peer">TorchSharp; null where it was left out.</param>
/// <param name="RatioSpread">The median absolute deviation of the ratio over the rounds.</param>
internal sealed record ProcessFigures(Figure Ours, Figure? Peer, double? RatioSpread);
