using System.Text;
using System.Xml.Linq;
using NumericsCore.Data;
using NumericsCore.Plots;

namespace NumericsCore.Cli.Pages;

/// <summary>
/// Elements of a page. A text is a text whatever is in it: the tree holds it, and is escaped when it is written. Names and cells come from strangers: what a
/// reader would obey rather than show is shown by its number, and what nobody would read to its end is cut.
/// </summary>
internal static class Html
{
    private const int MaxText = 300;

    private static readonly HashSet<string> s_void = ["meta", "link", "br", "hr", "img", "input", "col"];

    /// <summary>An element of texts, attributes and elements.</summary>
    public static XElement Of(string name, params object?[] content) => new(name, content.Select(Safe).ToArray());

    /// <summary>An attribute.</summary>
    public static XAttribute With(string name, string value) => new(name, Text(value));

    /// <summary>A text as pages hold it.</summary>
    public static string Text(string text) => Svg.Valid(PrintableText.Of(text.Length <= MaxText ? text : Quoted.Start(text, MaxText) + "…"));

    /// <summary>A whole document as UTF-8.</summary>
    public static byte[] Document(XElement html)
    {
        // HTML knows no <td/>
        foreach (var element in html.DescendantsAndSelf().Where(static element => element.IsEmpty && element.Name.Namespace == XNamespace.None && !s_void.Contains(element.Name.LocalName)))
            element.Value = "";
        return Encoding.UTF8.GetBytes("<!doctype html>\n" + html.ToString(SaveOptions.DisableFormatting) + "\n");
    }

    /// <summary>A table in a frame that scrolls by itself, also by the keys.</summary>
    /// <param name="caption">What it holds.</param>
    /// <param name="head">The heads of the columns.</param>
    /// <param name="rows">Texts or elements.</param>
    /// <param name="numbersFrom">The first column of numbers, which stand at the right.</param>
    public static XElement Table(string caption, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object>> rows, int numbersFrom = int.MaxValue) =>
        Of("div", With("class", "scroll"), With("role", "region"), With("tabindex", "0"), With("aria-label", caption),
            Of("table",
                Of("caption", caption),
                Of("thead", Of("tr", [.. head.Select((text, i) => Of("th", With("scope", "col"), i >= numbersFrom ? With("class", "number") : null, text))])),
                Of("tbody", [.. rows.Select(row => Of("tr", [.. row.Select((cell, i) => Cell(cell, i, numbersFrom))]))])));

    /// <summary>Names with their values.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="isWide">Whether values are long, so that each takes a line.</param>
    public static XElement List(IEnumerable<(string Name, string Value)> pairs, bool isWide = false) =>
        Of("dl", [isWide ? With("class", "wide") : null, .. pairs.Select(static pair => Of("div", Of("dt", pair.Name), Of("dd", pair.Value)))]);

    /// <summary>A chart with what there is to see below.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="id">A name that no other chart of the page has.</param>
    /// <param name="isTold">Whether a table beside it says the same, so that its description is for those alone who do not see it.</param>
    public static XElement Figure(Chart chart, string id, bool isTold = false) => Of("figure", Svg.Element(chart, id), isTold ? null : Of("figcaption", chart.Description));

    /// <summary>A part of the page.</summary>
    /// <param name="id">Its name in the address.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="content">What is in it.</param>
    public static XElement Section(string id, string title, params object?[] content) =>
        Of("section", [With("id", id), With("aria-labelledby", id + "-title"), Of("h2", With("id", id + "-title"), title), .. content]);

    private static XElement Cell(object cell, int column, int numbersFrom) => cell is XElement { Name.LocalName: "td" or "th" } whole ? whole : column == 0
        ? Of("th", With("scope", "row"), cell)
        : Of("td", column >= numbersFrom ? With("class", "number") : null, cell);

    private static object? Safe(object? part) => part switch
    {
        null or XElement or XAttribute => part,
        string text => new XText(Text(text)),
        // or it would be read as markup or by its own rules
        _ => throw new ArgumentException($"An element of a page cannot hold a {part.GetType().Name}.", nameof(part)),
    };
}
