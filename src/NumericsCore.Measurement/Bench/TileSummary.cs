using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>One product, and the tile that the device's rule takes for it.</summary>
internal sealed record TileChoice(TileTimes Times, int Chosen) : InvariantRecord
{
    /// <summary>How much longer than in the fastest tile the product takes, as a fraction of that time.</summary>
    public double Loss => Times.Of(Chosen) / Times.Of(Times.Best) - 1;
}

/// <summary>What the times of a device say of its rule for tiles.</summary>
/// <param name="Key">What devices have in common that share the rule.</param>
/// <param name="IsMeasured">Whether the rule in use was measured on such a device.</param>
/// <param name="Choices">The products that ran in every tile.</param>
/// <param name="InUse">The rule in use; null without products.</param>
/// <param name="Best">The best rule for these times; null without products.</param>
internal sealed record TileSummary(string Key, bool IsMeasured, IReadOnlyList<TileChoice> Choices, TileFit? InUse, TileFit? Best)
{
    /// <summary>The summary of what <see cref="TileBench"/> measured on a device.</summary>
    public static TileSummary Of(MeasuredDevice device, DeviceRecord record)
    {
        var accelerator = device.Gpu!.Accelerator;
        int units = accelerator.NumMultiprocessors;
        var rule = GemmTileRule.For(accelerator);
        var times = TileTimes.From(record.Entries);
        return new TileSummary(
            GemmTileRule.KeyOf(accelerator),
            GemmTileRule.IsMeasured(accelerator),
            [.. times.Select(product => new TileChoice(product, rule.TileOf(product.Shape, units)))],
            times.Count == 0 ? null : new TileFit(rule, TileFit.LossOf(rule, times, units)),
            times.Count == 0 ? null : TileFit.Of(times, units));
    }
}
