namespace NumericsCore.Kernels.Tests;

/// <summary>Which tiles a product is walked in.</summary>
[Collection(GpuTests.Name)]
public class GemmTileRuleTests
{
    [Theory]
    [InlineData(GemmTiles.Large)]
    [InlineData(GemmTiles.Medium)]
    [InlineData(GemmTiles.Small)]
    public void A_rule_for_one_tile_takes_it_for_every_product(int tile)
    {
        foreach (var (m, n) in new[] { (1, 1), (1, 5000), (64, 65), (5000, 5000) })
            foreach (int units in new[] { 1, 132 }) Assert.Equal(tile, GemmTileRule.Always(tile).TileOf(GemmShape.Contiguous(m, n, 7), units));
    }

    [Fact]
    public void There_are_three_tiles()
    {
        int[] tiles = [.. Enumerable.Range(-1, 1100).Where(static side => Record.Exception(() => GemmTileRule.Always(side)) is null)];
        Assert.Equal([GemmTiles.Small, GemmTiles.Medium, GemmTiles.Large], tiles);
        // each holds what the one before it holds several times
        Assert.True(2 * tiles[0] <= tiles[1] && 2 * tiles[1] <= tiles[2] && tiles[0] > 1, string.Join(", ", tiles));
        var refused = Assert.Throws<ArgumentOutOfRangeException>("tile", static () => GemmTileRule.Always(tile: 33));
        Assert.StartsWith($"Expected {tiles[2]}, {tiles[1]} or {tiles[0]}.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(33, refused.ActualValue);
    }

    [Theory]
    [InlineData(1280, 128, 10, GemmTiles.Large)]
    [InlineData(1280, 128, 11, GemmTiles.Medium)]
    [InlineData(1280, 65, 10, GemmTiles.Large)]
    [InlineData(1280, 64, 10, GemmTiles.Medium)]
    [InlineData(64, 1280, 10, GemmTiles.Medium)]
    [InlineData(640, 64, 10, GemmTiles.Medium)]
    [InlineData(640, 64, 11, GemmTiles.Small)]
    public void Without_measurements_the_largest_tile_is_taken_of_which_every_multiprocessor_gets_one(int m, int n, int units, int tile) =>
        Assert.Equal(tile, GemmTileRule.Unmeasured.TileOf(GemmShape.Contiguous(m, n, 7), units));

    [Fact]
    public void A_measured_rule_counts_tiles_for_each_multiprocessor()
    {
        var rule = new GemmTileRule(2, 0.5);
        Assert.Equal([GemmTiles.Large, GemmTiles.Medium, GemmTiles.Medium, GemmTiles.Small],
            new[] { 1024, 512, 128, 64 }.Select(m => rule.TileOf(GemmShape.Contiguous(m, 128, 7), m == 64 ? 8 : 4)));
    }

    [Fact]
    public void A_rule_reads_as_the_table_has_it() =>
        Assert.Equal(["new(1, 1)", "new(double.PositiveInfinity, 0.5)"], new[] { GemmTileRule.Unmeasured, new(double.PositiveInfinity, 0.5) }.Select(static rule => rule.ToString()));

    [GpuFact]
    public void Devices_find_their_rule_by_what_they_are()
    {
        foreach (var backend in Gpus.All)
        {
            bool processor = GpuDevices.IsCpuDevice(backend.Accelerator.Device);
            Assert.Equal(processor, GemmTileRule.KeyOf(backend.Accelerator) == "opencl-cpu");
            if (processor) Assert.Equal((true, new GemmTileRule(double.PositiveInfinity, 0.5)), (GemmTileRule.IsMeasured(backend.Accelerator), GemmTileRule.For(backend.Accelerator)));
        }
    }

    [Theory]
    [InlineData(32, 512, 784, 132, true)] // 64 small tiles
    [InlineData(32, 512, 784, 64, false)]
    [InlineData(32, 512, 256, 132, false)]
    [InlineData(512, 512, 784, 132, false)]
    [InlineData(1, 1, 1_000_000, 132, true)]
    [InlineData(1, 1, 1_000_000, 1, false)]
    public void K_is_split_where_small_tiles_would_leave_multiprocessors_idle(int m, int n, int k, int units, bool splits)
    {
        var shape = GemmShape.Contiguous(m, n, k);
        Assert.Equal(splits, GemmTileRule.Unmeasured.SplitsK(shape, units));
        Assert.False(GemmTileRule.Unmeasured.SplitsK(shape with { Batch = 2 }, units));
        Assert.False(GemmTileRule.Always(GemmTiles.Small).SplitsK(shape, units));
    }
}
