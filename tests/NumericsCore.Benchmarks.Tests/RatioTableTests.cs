using NumericsCore.Benchmarks.SideBySide;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.Tests;

/// <summary>What the table says of a result that is made up.</summary>
public class RatioTableTests
{
    private const string Step = "training step", Small = "30-128-64-1, batch 32", Folder = "gain of a publish folder";

    [Theory]
    [InlineData(1e-3, 15e-3, "15.00x", "met")]
    [InlineData(1e-3, 14.9e-3, "14.90x", "missed")]
    public void A_ratio_is_held_against_its_target(double ours, double peer, string ratio, string verdict)
    {
        string line = Line(Of(Step, Small, ours, peer), Small);
        Assert.Contains($" {ratio} ", line, StringComparison.Ordinal);
        Assert.Equal(verdict, line.Split('|')[^2].Trim());
    }

    [Theory]
    [InlineData(0.86, "86 %", "met")]
    [InlineData(0.84, "84 %", "missed")]
    public void So_is_the_share_of_the_limit(double share, string text, string verdict)
    {
        var row = Rows.All.OfType<CallRow>().Single(static row => row.Name == "matrix product, m 1024, k 1024, n 1024");
        double seconds = row.Flops!.Value / (200e9 * share);
        string line = Line(Of(row.Kernel, row.Size, seconds, 2 * seconds, flops: row.Flops), row.Size);
        Assert.Contains($" {text} ", line, StringComparison.Ordinal);
        Assert.Equal(verdict, line.Split('|')[^2].Trim());
    }

    [Theory]
    [InlineData(7.9e6, "met")]
    [InlineData(8e6, "missed")]
    public void A_folder_is_held_against_its_bytes_without_a_peer(double bytes, string verdict)
    {
        var device = Device([new EntryRecord { Kernel = Folder, Size = "by the package", MeasuredBytes = bytes }]);
        string line = RatioTable.ToMarkdown(device).Split('\n')[^1];
        Assert.Contains("< 8 MB", line, StringComparison.Ordinal);
        Assert.Equal(verdict, line.Split('|')[^2].Trim());
    }

    [Fact]
    public void Every_line_is_as_wide_as_the_header()
    {
        var lines = RatioTable.ToMarkdown(Of(Step, Small, 1e-3, 2)).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
    }

    [Fact]
    public void One_thread_is_held_against_the_limit_of_one()
    {
        var row = Rows.All.OfType<CallRow>().First(static row => row.OneThread);
        var device = Device([new EntryRecord { Kernel = row.Kernel, Size = row.Size, Parameters = row.Parameters, Flops = 100e9, Seconds = 2 }]);
        Assert.Equal(0.5, RatioTable.Share(row, device));
    }

    [Fact]
    public void Of_ceilings_measured_twice_the_greater_count()
    {
        var both = Ceilings.Max(new CeilingsRecord { CopyBytesPerSecond = 2, CopyMethod = "a", FmaFlopsPerSecond = 3 }, new CeilingsRecord { CopyBytesPerSecond = 1, CopyMethod = "b", FmaFlopsPerSecond = 4 });
        Assert.Equal(new CeilingsRecord { CopyBytesPerSecond = 2, CopyMethod = "a", FmaFlopsPerSecond = 4 }, both);
    }

    private static string Line(DeviceRecord device, string size) => RatioTable.ToMarkdown(device).Split('\n').Single(line => line.Contains(size, StringComparison.Ordinal));

    private static DeviceRecord Of(string kernel, string size, double ours, double peer, double? flops = null) => Device(
    [
        new EntryRecord { Kernel = kernel, Size = size, Seconds = ours, Flops = flops, RatioSpread = 0.5 },
        new EntryRecord { Kernel = kernel, Size = size, Seconds = peer, Flops = flops, Peer = Row.PeerName },
    ]);

    private static DeviceRecord Device(IReadOnlyList<EntryRecord> entries) => new()
    {
        Name = "cpu",
        Ceilings = new CeilingsRecord { CopyBytesPerSecond = 20e9, FmaFlopsPerSecond = 200e9, OneThreadCopyBytesPerSecond = 15e9, OneThreadFmaFlopsPerSecond = 100e9 },
        Entries = entries,
    };
}
