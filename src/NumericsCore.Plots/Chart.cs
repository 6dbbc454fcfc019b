using System.Text;
using ScottPlot;
using SkiaSharp;

namespace NumericsCore.Plots;

/// <summary>
/// A chart that can be written as SVG or PNG. The same numbers give the same bytes. An SVG has a title and a description for those who do not see
/// it, fits the width it is given, and has darker colours where a reader prefers a dark scheme. A notebook of .NET Interactive shows a chart that a cell ends with.
/// </summary>
[TypeFormatterSource(typeof(ChartFormats), PreferredMimeTypes = [NotebookHtml.MimeType])]
public sealed partial class Chart
{
    private const int MinSize = 100, MaxSize = 10_000;
    private const float TextSize = 14, TitleSize = 16, LeftSize = 62;

    // of a PNG, so that letters are sharp on today's screens
    private const float PixelsPerUnit = 2;

    private readonly IReadOnlyList<Panel> _panels;

    private Chart(string title, string description, params IReadOnlyList<Panel> panels) =>
        (Title, Description, _panels, Height) = (title, description, panels, panels.Count == 1 ? 360 : 280 * panels.Count);

    /// <summary>What is drawn.</summary>
    public string Title { get; }

    /// <summary>What there is to see, in words: the alternative text.</summary>
    public string Description { get; }

    /// <summary>Units across. A PNG has two pixels for each, an SVG is scaled by who shows it.</summary>
    public int Width { get; private init; } = 480;

    /// <summary>Units down.</summary>
    public int Height { get; private init; }

    /// <summary>The same chart in another size.</summary>
    /// <param name="width">Units across, from 100 to 10,000; 480 otherwise.</param>
    /// <param name="height">Units down, from 100 to 10,000; 360 otherwise, and more for a chart of several parts or of many bars.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is out of this range.</exception>
    public Chart WithSize(int width, int height) => new(Title, Description, _panels) { Width = Size(width, nameof(width)), Height = Size(height, nameof(height)) };

    /// <summary>The chart as an SVG document.</summary>
    public string ToSvg() => Svg.Document(this, Svg.Dark);

    /// <summary>The chart as a PNG.</summary>
    public byte[] ToPng()
    {
        using var bitmap = new SKBitmap((int)(Width * PixelsPerUnit), (int)(Height * PixelsPerUnit));
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale(PixelsPerUnit);
        Draw(canvas, isVector: false);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Writes the chart to a file, which is replaced whole.</summary>
    /// <param name="path">A file whose name ends with .svg or .png.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] content = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => Encoding.UTF8.GetBytes(ToSvg()),
            ".png" => ToPng(),
            _ => throw new ArgumentException($"path is '{PrintableText.Of(path)}'; expected a name that ends with .svg or .png.", nameof(path)),
        };
        try
        {
            ReplacedFile.At(path).Write(content.Length, stream => stream.Write(content));
        }
        catch (FileRefusedException e)
        {
            throw new IOException($"path is {PrintableText.Of(path)}, {PrintableText.Of(e.Message)}.", e.InnerException);
        }
    }

    /// <summary>Draws all parts, one below the other.</summary>
    /// <param name="canvas">What is drawn on.</param>
    /// <param name="isVector">Whether it is an SVG, in which Skia knows no dashes: <see cref="Svg"/> makes them of the widths of lines.</param>
    internal void Draw(SKCanvas canvas, bool isVector)
    {
        PlotFont.Install();
        float height = (float)Height / _panels.Count;
        for (int i = 0; i < _panels.Count; i++)
        {
            using var plot = new Plot();
            _panels[i].Draw(plot);
            Style(plot, _panels[i]);
            if (isVector) foreach (var line in plot.GetPlottables<ScottPlot.Plottables.Scatter>()) (line.LineWidth, line.LinePattern) = (Svg.WidthFor(line.LineWidth, line.LinePattern), LinePattern.Solid);
            canvas.Save();
            canvas.Translate(0, i * height);
            // a plot clears what it may draw on
            canvas.ClipRect(SKRect.Create(Width, height));
            plot.Render(canvas, new PixelRect(0, Width, height, 0));
            canvas.Restore();
        }
    }

    private static int Size(int units, string name) => units is >= MinSize and <= MaxSize
        ? units
        : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {units}; expected {MinSize} to {MaxSize} units."));

    private static void Style(Plot plot, Panel panel)
    {
        var text = Palette.Text.Color;
        plot.FigureBackground.Color = plot.DataBackground.Color = Palette.Ground.Color;
        plot.Axes.Color(text);
        plot.Grid.MajorLineColor = Palette.Grid.Color;
        plot.Title(PlotFont.Drawable(panel.Title, 60), TitleSize);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.ForeColor = text;
        plot.XLabel(PlotFont.Drawable(panel.X, 60), TextSize);
        plot.YLabel(PlotFont.Drawable(panel.Y, 60), TextSize);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.MinimumSize = LeftSize;
        plot.Axes.Bottom.MinorTickStyle.Length = plot.Axes.Left.MinorTickStyle.Length = 0;
        plot.Axes.Bottom.MinorTickStyle.Width = plot.Axes.Left.MinorTickStyle.Width = 0;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = TextSize;
        plot.Legend.BackgroundColor = Palette.Ground.Color;
        plot.Legend.OutlineColor = Palette.Grid.Color;
        plot.Legend.FontColor = text;
        plot.Legend.FontSize = TextSize;
        plot.Legend.ShadowColor = Colors.Transparent;
        // last, as it reaches what is there
        plot.Font.Set(PlotFont.Name);
        plot.Legend.FontName = PlotFont.Name;
        if (panel.Legend is { } place) plot.ShowLegend(place);
        else plot.HideLegend();
    }

    /// <summary>A part of a chart: one plot.</summary>
    /// <param name="Title">What stands above it.</param>
    /// <param name="X">The title of the axis below.</param>
    /// <param name="Y">The title of the axis at the left.</param>
    /// <param name="Draw">Puts curves, bars and ticks into it.</param>
    /// <param name="Legend">Where the legend is; null for none.</param>
    private sealed record Panel(string Title, string X, string Y, Action<Plot> Draw, Alignment? Legend = null);
}
