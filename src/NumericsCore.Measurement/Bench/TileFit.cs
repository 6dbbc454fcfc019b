using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>The rule that suits measured times best.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Loss">The geometric mean, over the products, of the time in the tile that the rule takes, divided by that in the fastest; 1 is ideal.</param>
internal sealed record TileFit(GemmTileRule Rule, double Loss) : InvariantRecord
{
    /// <summary>The rule as the library's table has it.</summary>
    public string Text => Rule.ToString();

    /// <summary>Tries every pair of thresholds that tells the products apart, and takes of equally good ones that nearest to one tile a multiprocessor.</summary>
    /// <param name="times">The products.</param>
    /// <param name="units">The device's multiprocessors.</param>
    /// <exception cref="ArgumentException">There are no products.</exception>
    public static TileFit Of(IReadOnlyList<TileTimes> times, int units)
    {
        if (times.Count == 0) throw new ArgumentException("There are no times; expected those of one product at least.", nameof(times));
        var rules = from large in Thresholds(GemmTiles.Large) from medium in Thresholds(GemmTiles.Medium) select new GemmTileRule(large, medium);
        return rules.Select(rule => new TileFit(rule, LossOf(rule, times, units))).OrderBy(static fit => fit.Loss).ThenBy(static fit => Distance(fit.Rule)).First();

        IEnumerable<double> Thresholds(int tile) => times.Select(product => GemmTiles.Count(product.Shape, tile) / (double)units).Append(1).Append(double.PositiveInfinity).Distinct();
    }

    /// <summary>What a rule loses on measured times.</summary>
    public static double LossOf(GemmTileRule rule, IReadOnlyList<TileTimes> times, int units) =>
        Math.Exp(times.Average(product => Math.Log(product.Of(rule.TileOf(product.Shape, units)) / product.Of(product.Best))));

    private static double Distance(GemmTileRule rule) => Math.Abs(Math.Log(rule.LargePerUnit)) + Math.Abs(Math.Log(rule.MediumPerUnit));
}
