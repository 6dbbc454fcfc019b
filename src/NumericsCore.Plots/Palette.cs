using ScottPlot;

namespace NumericsCore.Plots;

/// <summary>A colour with the one that takes its place on a dark ground.</summary>
/// <param name="Light">On a light ground, as #RRGGBB, which Skia writes alike where it has no name and no shorter form.</param>
/// <param name="Dark">On a dark ground.</param>
internal sealed record PaletteColor(string Light, string Dark)
{
    /// <summary>The colour that is drawn with.</summary>
    public Color Color => Color.FromHex(Light);
}

/// <summary>
/// The colours of charts. Text has a contrast of at least 4.5 to its ground and lines of at least 3, in both schemes; neighbouring series differ for
/// the colour-blind, in brightness too.
/// </summary>
internal static class Palette
{
    /// <summary>The ground.</summary>
    public static readonly PaletteColor Ground = new("#FEFEFE", "#161B22");

    /// <summary>Letters and axes.</summary>
    public static readonly PaletteColor Text = new("#1F2430", "#E4E9F0");

    /// <summary>Lines to compare with, such as chance.</summary>
    public static readonly PaletteColor Muted = new("#6B7280", "#98A2B0");

    /// <summary>The lines of the grid.</summary>
    public static readonly PaletteColor Grid = new("#E3E6EB", "#2B323C");

    /// <summary>Lines, in the order in which they are taken.</summary>
    public static readonly IReadOnlyList<PaletteColor> Series =
    [
        new("#0B5FAD", "#6CB4FF"),
        new("#B9540D", "#F2A65E"),
        new("#0F7A55", "#4FCF9D"),
        new("#8A4BB5", "#D0A5F5"),
        new("#A3304F", "#FF8FA8"),
        new("#5C6B1E", "#C3D36B"),
        new("#14708A", "#69CFE6"),
        new("#7A5A3A", "#D8B48C"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<PaletteColor> All => [Ground, Text, Muted, Grid, .. Series];

    /// <summary>Rules for a style sheet that turn the colours of charts into those of a dark ground.</summary>
    public static string DarkRules => string.Concat(All.Select(static color =>
        $"svg.chart [fill=\"{color.Light}\"]{{fill:{color.Dark}}}svg.chart [stroke=\"{color.Light}\"]{{stroke:{color.Dark}}}"));
}
