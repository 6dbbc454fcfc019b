using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace NumericsCore.Plots;

/// <summary>What the charts do to their plots.</summary>
internal static class Axes
{
    private const double Margin = 0.02, Largest = 1e100, Smallest = 1e-100;

    /// <summary>A line without markers.</summary>
    public static Scatter Line(this Plot plot, IReadOnlyList<(double X, double Y)> points, PaletteColor color, string? legend = null, LinePattern? pattern = null)
    {
        var line = plot.Add.ScatterLine(points.Select(static point => point.X).ToArray(), points.Select(static point => point.Y).ToArray());
        line.Color = color.Color;
        line.LineWidth = 2;
        line.LinePattern = pattern ?? LinePattern.Solid;
        line.LegendText = legend is null ? "" : PlotFont.Drawable(legend, 30);
        return line;
    }

    /// <summary>A thin line to compare with.</summary>
    public static void Reference(this Plot plot, (double X, double Y) from, (double X, double Y) to, string? legend = null)
    {
        var line = plot.Line([from, to], Palette.Muted, legend, LinePattern.Dashed);
        line.LineWidth = 1.5f;
    }

    /// <summary>Both axes from 0 to 1.</summary>
    public static void UnitSquare(this Plot plot)
    {
        plot.Axes.Bottom.TickGenerator = Fifths();
        plot.Axes.Left.TickGenerator = Fifths();
        plot.Axes.SetLimits(-Margin, 1 + Margin, -Margin, 1 + Margin);
    }

    /// <summary>Ticks where ScottPlot finds them, their numbers in the invariant culture.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="isCount">Whether the axis below counts.</param>
    public static void Numbers(this Plot plot, bool isCount = false)
    {
        plot.Axes.Bottom.TickGenerator = Automatic(isCount);
        plot.Axes.Left.TickGenerator = Automatic(isCount: false);
    }

    /// <summary>Whether a number can be drawn: beyond, the ends of an axis would be infinite.</summary>
    public static bool CanDraw(double value) => Math.Abs(value) <= Largest;

    /// <summary>Limits around all points, with a margin; also where all are at one place, or so close that no tick would tell them apart.</summary>
    public static void Around(this Plot plot, IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count == 0) return;
        var (left, right) = Ends([.. points.Select(static point => point.X)]);
        var (bottom, top) = Ends([.. points.Select(static point => point.Y)]);
        plot.Axes.SetLimits(left, right, bottom, top);
    }

    /// <summary>Ticks at whole numbers, with names.</summary>
    public static NumericManual Named(IEnumerable<string> names) =>
        new([.. names.Select(static (name, i) => new Tick(i, PlotFont.Drawable(name, 22)))]);

    /// <summary>A number as charts and their descriptions write it.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static (double From, double To) Ends(double[] values)
    {
        double least = values.Min(), greatest = values.Max(), size = Math.Max(Math.Abs(least), Math.Abs(greatest)), span = greatest - least;
        double half = span > Math.Max(1e-9 * size, Smallest) ? 0.56 * span : size > Smallest ? 0.1 * size : 1;
        return ((least / 2) + (greatest / 2) - half, (least / 2) + (greatest / 2) + half);
    }

    private static NumericAutomatic Automatic(bool isCount) => new() { IntegerTicksOnly = isCount, LabelFormatter = static value => value.ToString("G6", CultureInfo.InvariantCulture) };

    private static NumericManual Fifths() =>
        new([.. Enumerable.Range(0, 6).Select(static i => new Tick(i / 5.0, (i / 5.0).ToString("0.0", CultureInfo.InvariantCulture)))]);
}
