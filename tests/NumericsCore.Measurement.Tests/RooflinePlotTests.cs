using System.Buffers.Binary;
using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace NumericsCore.Measurement.Tests;

/// <summary>What a roofline shows, by the objects that are drawn.</summary>
public class RooflinePlotTests
{
    private static readonly EntryRecord[] s_entries =
    [
        new() { Kernel = "relu", Size = "4K", Flops = 4e3, Bytes = 32e3, Seconds = 1e-6 },
        new() { Kernel = "relu", Size = "16M", Flops = 16e6, Bytes = 128e6, Seconds = 1e-2 },
        new() { Kernel = "gemm", Size = "256x256x256", Parameters = "TF32", Peer = "cuBLAS", Flops = 3.3e7, Bytes = 7.8e5, Seconds = 1e-4 },
        new() { Kernel = "sum", Size = "4K", Bytes = 16e3, Seconds = 1e-6 },
    ];

    [Fact]
    public void Every_kernel_with_operations_is_a_group_of_points_with_its_name()
    {
        using var plot = RooflinePlot.Draw(Device(1e10, 1e11), new MachineRecord { Cpu = "Some CPU" });
        Scatter[] drawn = [.. plot.GetPlottables<Scatter>()];
        Assert.Equal(["copy 10 GB/s, fma 100 GFLOP/s", "relu", "gemm, TF32, cuBLAS"], drawn.Select(static scatter => scatter.LegendText));
        AssertPoints([(0.125, 4e9), (0.125, 1.6e9)], drawn[1]);
        AssertPoints([(3.3e7 / 7.8e5, 3.3e11)], drawn[2]);
        Assert.Equal("cpu: a CPU; Some CPU", plot.Axes.Title.Label.Text);
        Assert.Equal(("float32 operations a byte", "operations a second"), (plot.Axes.Bottom.Label.Text, plot.Axes.Left.Label.Text));
        // points and roof are told from the grid, and the title is no smaller than the numbers of the axes
        Assert.All(drawn.Skip(1), scatter => Assert.True(scatter.MarkerSize > 2 * drawn[0].LineWidth));
        Assert.True(drawn[0].LineWidth > 1);
        Assert.True(plot.Axes.Title.Label.FontSize >= plot.Axes.Bottom.TickLabelStyle.FontSize);
    }

    [Property(MaxTest = 30)]
    public void The_roof_is_the_lower_of_both_ceilings_and_all_is_in_view(PositiveInt copy, PositiveInt fma)
    {
        double bytes = copy.Get * 1e9, flops = fma.Get * 1e10;
        using var plot = RooflinePlot.Draw(Device(bytes, flops), null);
        var limits = plot.Axes.GetLimits();
        var scatters = plot.GetPlottables<Scatter>().ToList();
        foreach (var point in scatters[0].Data.GetScatterPoints())
            Assert.Equal(Math.Min(Math.Log10(flops), Math.Log10(bytes) + point.X), point.Y, 1e-9);
        Assert.Contains(scatters[0].Data.GetScatterPoints(), point => Math.Abs(point.X - Math.Log10(flops / bytes)) < 1e-9);
        Assert.All(scatters.Skip(1).SelectMany(static scatter => scatter.Data.GetScatterPoints()), point => Assert.True(limits.Contains(point)));
        Assert.True(limits.Left < Math.Log10(flops / bytes) && Math.Log10(flops / bytes) < limits.Right && Math.Log10(flops) < limits.Top);
    }

    [Fact]
    public void Marks_of_both_axes_say_the_power_at_their_place()
    {
        using var plot = RooflinePlot.Draw(Device(1e10, 1e11), null);
        // marks are those within the limits of what was drawn last
        plot.Axes.SetLimits(-7, 19, -7, 19);
        plot.GetImageBytes(500, 500);
        foreach (var generator in new[] { plot.Axes.Bottom.TickGenerator, plot.Axes.Left.TickGenerator })
        {
            var marks = Assert.IsType<NumericManual>(generator).Ticks;
            Assert.Equal(Enumerable.Range(-6, 25), marks.Where(static mark => mark.IsMajor).Select(static mark => (int)mark.Position));
            foreach (var mark in marks.Where(static mark => mark.IsMajor))
            {
                string[] words = mark.Label.Split(' ');
                double unit = words.Length == 1 ? 1 : words[1] switch { "M" => 1e6, "G" => 1e9, "T" => 1e12, _ => double.NaN };
                Assert.Equal(mark.Position, Math.Log10(double.Parse(words[0], CultureInfo.InvariantCulture) * unit), 1e-9);
            }

            // between two, eight: 2 to 9 times the lower one
            Assert.Equal(Enumerable.Range(2, 8).Select(static digit => Math.Log10(digit)), marks.Where(static mark => !mark.IsMajor && mark.Position is >= 0 and < 1).Select(static mark => mark.Position), static (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Fact]
    public void A_picture_has_a_size_that_a_screen_shows()
    {
        byte[] png = RooflinePlot.ToPng(Device(1e10, 1e11), null);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((1000, 700), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        var device = Device(1e10, 1e11);
        DeviceRecord[] lacking = [device with { Ceilings = null }, device with { Ceilings = new CeilingsRecord { CopyBytesPerSecond = 1 } }, device with { Ceilings = new CeilingsRecord { FmaFlopsPerSecond = 1 } }, device with { Entries = [s_entries[3]] }];
        Assert.All(lacking, static one =>
        {
            Assert.False(RooflinePlot.CanDraw(one));
            Assert.Throws<ArgumentException>("device", () => RooflinePlot.ToPng(one, null));
        });
        Assert.True(RooflinePlot.CanDraw(device));
    }

    private static void AssertPoints((double Intensity, double Rate)[] expected, Scatter scatter)
    {
        var points = scatter.Data.GetScatterPoints();
        Assert.Equal(expected.Length, points.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(Math.Log10(expected[i].Intensity), points[i].X, 1e-12);
            Assert.Equal(Math.Log10(expected[i].Rate), points[i].Y, 1e-12);
        }
    }

    private static DeviceRecord Device(double copy, double fma) => new()
    {
        Name = "cpu",
        Description = "a CPU",
        Ceilings = new CeilingsRecord { CopyBytesPerSecond = copy, FmaFlopsPerSecond = fma },
        Entries = s_entries,
    };
}
