using System.Text;
using ScottPlot;
using SkiaSharp;

namespace NumericsCore.Plots;

/// <summary>The font of the charts, carried along: many a machine has none, and others would set the same chart otherwise.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Name = "NumericsCore Plot";

    // stands for what the font has no glyph of
    private const char Unknown = '□';

    private static readonly Lazy<PlotFont> s_installed = new(static () =>
    {
        var font = new PlotFont();
        ScottPlot.Fonts.FontResolvers.Insert(0, font);
        return font;
    });

    private readonly SKData _data;
    private readonly SKTypeface _typeface;

    private PlotFont()
    {
        using var stream = typeof(PlotFont).Assembly.GetManifestResourceStream("plot-font.ttf")!;
        _data = SKData.Create(stream);
        _typeface = SKTypeface.FromData(_data);
    }

    /// <summary>Makes the font known to the plots of this process.</summary>
    public static void Install() => _ = s_installed.Value;

    /// <summary>A text of at most so many characters, all of which the font has.</summary>
    public static string Drawable(string text, int most)
    {
        var drawable = new StringBuilder();
        int count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count++ == most)
            {
                drawable.Length--;
                return drawable.Append('…').ToString();
            }

            drawable.Append(rune.IsBmp && !Rune.IsControl(rune) && s_installed.Value._typeface.ContainsGlyph(rune.Value) ? (char)rune.Value : Unknown);
        }

        return drawable.ToString();
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? SKTypeface.FromData(_data) : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => CreateTypeface(fontName, FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);
}
