using ScottPlot;
using SkiaSharp;

namespace NumericsCore.Measurement;

/// <summary>The font of the plots, carried along: many a machine with a GPU has none, and letters would be missing there.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Name = "NumericsCore Plot";

    private static readonly Lazy<PlotFont> s_installed = new(static () =>
    {
        var font = new PlotFont();
        Fonts.FontResolvers.Insert(0, font);
        return font;
    });

    private readonly SKData _data;

    private PlotFont()
    {
        using var stream = typeof(PlotFont).Assembly.GetManifestResourceStream("plot-font.ttf")!;
        _data = SKData.Create(stream);
    }

    /// <summary>Makes the font known to the plots of this process.</summary>
    public static void Install() => _ = s_installed.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? SKTypeface.FromData(_data) : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => CreateTypeface(fontName, FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);
}
