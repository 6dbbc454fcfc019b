using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace NumericsCore.Plots;

/// <summary>Charts as SVG: what Skia writes, with what readers need added.</summary>
internal static class Svg
{
    /// <summary>The namespace of its elements.</summary>
    public static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private const float DashedMark = 0.0625f, DottedMark = 0.125f, Tolerance = 0.01f;

    private static readonly (float Mark, string Dashes)[] s_dashes = [(DashedMark, "7 4"), (DottedMark, "2 3")];

    private const string Fonts = "DejaVu Sans, Verdana, Arial, sans-serif";

    /// <summary>A style sheet for dark schemes; paper is white.</summary>
    public static string Dark => $"@media screen and (prefers-color-scheme:dark){{{Palette.DarkRules}}}";

    /// <summary>A whole document.</summary>
    public static string Document(Chart chart, string style)
    {
        var root = Element(chart, "chart");
        root.AddFirst(new XElement(Namespace + "style", style));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>An element to stand in a page.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="id">What all ids within begin with, other than those of the other charts of the page.</param>
    public static XElement Element(Chart chart, string id)
    {
        var root = XElement.Parse(Drawn(chart));
        // Skia clears the ground in black and then paints it, and numbers clips on and on
        root.Descendants(Namespace + "rect").Where(static rect => rect.Attribute("fill") is null && rect.Parent!.Name.LocalName != "clipPath").Remove();
        var ids = root.Descendants().Attributes("id").Select(static attribute => attribute.Value).Distinct().Select((old, i) => (old, FormattableString.Invariant($"{id}-{i + 1}"))).ToDictionary(static pair => pair.old, static pair => pair.Item2);
        foreach (var element in root.DescendantsAndSelf()) Mend(element, ids);
        root.SetAttributeValue("class", "chart");
        root.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {chart.Width} {chart.Height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-labelledby", $"{id}-title {id}-desc");
        root.AddFirst(new XElement(Namespace + "title", new XAttribute("id", $"{id}-title"), Valid(chart.Title)), new XElement(Namespace + "desc", new XAttribute("id", $"{id}-desc"), Valid(chart.Description)));
        return root;
    }

    /// <summary>A text without what XML cannot hold.</summary>
    public static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) valid.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return valid.ToString();
    }

    /// <summary>The width that stands for a line's pattern until it is mended.</summary>
    public static float WidthFor(float width, ScottPlot.LinePattern pattern) =>
        pattern.Equals(ScottPlot.LinePattern.Dashed) ? width + DashedMark : pattern.Equals(ScottPlot.LinePattern.Dotted) ? width + DottedMark : width;

    private static string Drawn(Chart chart)
    {
        using var stream = new SKDynamicMemoryWStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(chart.Width, chart.Height), stream)) chart.Draw(canvas, isVector: true);
        using var data = stream.DetachAsData();
        return Encoding.UTF8.GetString(data.AsSpan());
    }

    private static void AddDashes(XElement element)
    {
        if (!float.TryParse(element.Attribute("stroke-width")?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float width)) return;
        foreach (var (mark, dashes) in s_dashes)
        {
            // no other width is so little above a multiple of a half
            if (Math.Abs((width - mark) * 2 - MathF.Round((width - mark) * 2)) > Tolerance) continue;
            element.SetAttributeValue("stroke-dasharray", dashes);
            element.SetAttributeValue("stroke-width", (width - mark).ToString("0.#", CultureInfo.InvariantCulture));
            return;
        }
    }

    private static void Mend(XElement element, Dictionary<string, string> ids)
    {
        AddDashes(element);
        foreach (var attribute in element.Attributes().ToArray())
        {
            // several charts on a page would have the same
            if (attribute.Name == "id") attribute.Value = ids[attribute.Value];
            else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal)) attribute.Value = $"url(#{ids[attribute.Value[5..^1]]})";
            else if (attribute.Name == "font-family") attribute.Value = Fonts;
            else if (attribute.IsNamespaceDeclaration && attribute.Name.LocalName == "xlink") attribute.Remove();
        }
    }
}
