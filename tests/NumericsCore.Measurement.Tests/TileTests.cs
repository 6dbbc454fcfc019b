using NumericsCore.Kernels;

namespace NumericsCore.Measurement.Tests;

/// <summary>Products in every tile, and the rule that suits their times.</summary>
public class TileTests
{
    private const int Units = 4;
    private static readonly SamplingPlan s_plan = new() { Seconds = 0, WarmUpSeconds = 0, MinSamples = 1, SampleSeconds = 0, CeilingRepeats = 1 };

    // 16, 4, 4 and 1 tiles of 128, or 64, 16, 8 and 1 of 64
    private static readonly TileTimes[] s_times = [Times("512x9x512", 1, 2, 3), Times("256x9x256", 3, 2, 4), Times("512x9x65", 3, 2, 4), Times("60x9x60", 9, 3, 1)];

    [Fact]
    public void The_best_rule_takes_the_fastest_tile_of_every_product_where_one_can()
    {
        var fit = TileFit.Of(s_times, Units);
        Assert.Equal(1, fit.Loss);
        Assert.Equal([GemmTiles.Large, GemmTiles.Medium, GemmTiles.Medium, GemmTiles.Small], s_times.Select(times => fit.Rule.TileOf(times.Shape, Units)));
        Assert.Equal("new(4, 1)", fit.Text);
    }

    [Fact]
    public void The_loss_of_a_rule_is_the_mean_factor_over_the_fastest_tiles() =>
        Assert.Equal(Math.Pow(1.5 * 1.5, 1 / 4.0), TileFit.LossOf(GemmTileRule.Unmeasured, s_times, Units), 12);

    [Fact]
    public void No_times_have_no_rule() => Assert.Throws<ArgumentException>(() => TileFit.Of([], Units));

    [Fact]
    public void Sizes_that_lack_a_tile_are_left_out()
    {
        EntryRecord[] entries = [Entry("2x3x4", 128, 3), Entry("2x3x4", 64, 2), Entry("2x3x4", 16, 1), Entry("5x3x4", 128, 3), Entry("5x3x4", 64, null), Entry("5x3x4", 16, 1)];
        var times = TileTimes.From(entries).Single();
        Assert.Equal(("2x3x4", 3, 2, 1, GemmTiles.Small), (times.Size.Text, times.Large, times.Medium, times.Small, times.Best));
    }

    [Fact]
    public void The_CPU_has_no_tiles() => Assert.Throws<ArgumentException>(() => new TileBench(MeasuredDevice.Of(Device.Cpu), s_plan).Run([]));

    [Trait("Devices", "GPU")]
    [Fact]
    public void Every_tile_gives_the_bits_of_the_CPU_and_a_time()
    {
        foreach (var info in Device.All.Where(static device => device.UnavailableReason is null && device.Name != Device.Cpu.Name))
        {
            var device = MeasuredDevice.Open(info.Name);
            var record = new TileBench(device, s_plan).Run([KernelSize.Parse("130x70x129"), KernelSize.Parse("3x5x7")]);
            Assert.Equal(["tiles of 128", "tiles of 64", "tiles of 16", "tiles of 128", "tiles of 64", "tiles of 16"], record.Entries.Select(static entry => entry.Parameters));
            Assert.All(record.Entries, static entry => Assert.True(entry is { Kernel: "gemm", SameBits: true, Seconds: > 0 }, entry.Remark));
            var summary = TileSummary.Of(device, record);
            Assert.Equal(2, summary.Choices.Count);
            Assert.True(summary.Best!.Loss <= summary.InUse!.Loss);
        }
    }

    private static TileTimes Times(string size, double large, double medium, double small) => new(KernelSize.Parse(size), large, medium, small);

    private static EntryRecord Entry(string size, int tile, double? seconds) => new() { Kernel = ProductKernels.Gemm, Size = size, Parameters = TileBench.Parameters(tile), Seconds = seconds };
}
