using System.Globalization;
using NumericsCore.Plots;
using ScottPlot;

namespace NumericsCore.Measurement;

/// <summary>
/// The roofline of a device: operations a second over operations a byte, both logarithmic, below the two measured ceilings
/// (Williams, Waterman and Patterson, "Roofline: an insightful visual performance model", Communications of the ACM, 2009).
/// </summary>
internal static class RooflinePlot
{
    private const int Width = 1000;
    private const int Height = 700;

    /// <summary>Whether the record has what a roofline needs: both ceilings, and a kernel with operations, bytes and a time.</summary>
    public static bool CanDraw(DeviceRecord device) =>
        device.Ceilings is { CopyBytesPerSecond: > 0, FmaFlopsPerSecond: > 0 } && device.Entries.Any(IsPoint);

    /// <summary>Writes a PNG.</summary>
    /// <exception cref="ArgumentException">The record lacks what <see cref="CanDraw"/> asks for.</exception>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void Save(DeviceRecord device, MachineRecord? machine, string path) => OutputFile.WriteAll(path, ToPng(device, machine));

    /// <summary>The bytes of a PNG.</summary>
    /// <exception cref="ArgumentException">The record lacks what <see cref="CanDraw"/> asks for.</exception>
    public static byte[] ToPng(DeviceRecord device, MachineRecord? machine)
    {
        using var plot = Draw(device, machine);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    /// <summary>What is drawn.</summary>
    /// <exception cref="ArgumentException">The record lacks what <see cref="CanDraw"/> asks for.</exception>
    internal static Plot Draw(DeviceRecord device, MachineRecord? machine)
    {
        if (!CanDraw(device)) throw new ArgumentException($"{device.Name} has no ceilings, or no kernel with operations, bytes and a time.", nameof(device));
        PlotFont.Install();
        double copy = device.Ceilings!.CopyBytesPerSecond!.Value, fma = device.Ceilings.FmaFlopsPerSecond!.Value;
        var points = device.Entries.Where(IsPoint).ToList();
        double left = Math.Min(points.Min(Intensity), fma / copy) / 2, right = Math.Max(points.Max(Intensity), fma / copy) * 4;

        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.Legend.FontName = PlotFont.Name;
        plot.Title($"{device.Name}: {device.Description}{(machine?.Cpu is { } cpu ? $"; {cpu}" : "")}", size: 14);
        plot.XLabel("float32 operations a byte");
        plot.YLabel("operations a second");
        AddRoof(plot, left, right, copy, fma);
        foreach (var kernel in points.GroupBy(static entry => (entry.Kernel, entry.Parameters, entry.Peer)))
        {
            var scatter = plot.Add.ScatterPoints(kernel.Select(static entry => Math.Log10(Intensity(entry))).ToArray(), kernel.Select(static entry => Math.Log10(Rate(entry))).ToArray());
            scatter.LegendText = string.Join(", ", new[] { kernel.Key.Kernel, kernel.Key.Parameters, kernel.Key.Peer }.OfType<string>());
            scatter.MarkerSize = 7;
        }

        plot.Axes.Bottom.TickGenerator = Decades(static power => Power(power));
        plot.Axes.Left.TickGenerator = Decades(static power => Scaled(power));
        plot.Axes.SetLimits(Math.Log10(left), Math.Log10(right), Math.Log10(points.Min(Rate)) - 0.3, Math.Log10(Math.Max(fma, points.Max(Rate))) + 0.4);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    private static void AddRoof(Plot plot, double left, double right, double copy, double fma)
    {
        double ridge = fma / copy;
        double[] xs = [Math.Log10(left), Math.Log10(ridge), Math.Log10(right)];
        double[] ys = [Math.Log10(left * copy), Math.Log10(fma), Math.Log10(fma)];
        var roof = plot.Add.ScatterLine(xs, ys);
        roof.Color = Colors.Black;
        roof.LineWidth = 2;
        roof.LegendText = string.Create(CultureInfo.InvariantCulture, $"copy {copy / 1e9:G3} GB/s, fma {fma / 1e9:G4} GFLOP/s");
    }

    /// <summary>Whether an entry is a point of a roofline.</summary>
    public static bool IsPoint(EntryRecord entry) => entry is { Flops: > 0, Bytes: > 0, Seconds: > 0 };

    /// <summary>Operations a byte of a point.</summary>
    public static double Intensity(EntryRecord entry) => entry.Flops!.Value / entry.Bytes!.Value;

    /// <summary>Operations a second of a point.</summary>
    public static double Rate(EntryRecord entry) => entry.Flops!.Value / entry.Seconds!.Value;

    private static ScottPlot.TickGenerators.NumericManual Decades(Func<int, string> label)
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (int power = -6; power <= 18; power++)
        {
            ticks.AddMajor(power, label(power));
            for (int digit = 2; digit < 10; digit++) ticks.AddMinor(power + Math.Log10(digit));
        }

        return ticks;
    }

    private static string Power(int power) => Math.Pow(10, power).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Scaled(int power) => power switch
    {
        >= 12 => Power(power - 12) + " T",
        >= 9 => Power(power - 9) + " G",
        >= 6 => Power(power - 6) + " M",
        _ => Power(power),
    };
}
