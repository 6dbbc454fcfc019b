using System.Xml.Linq;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pages;

/// <summary>A page in one file, which asks for nothing from elsewhere and runs no script.</summary>
internal static class Page
{
    // a browser refuses what the page must not have
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>The bytes of a page.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="lead">What stands below the title.</param>
    /// <param name="sections">Its parts, made by <see cref="Html.Section"/>; those that are null are left out.</param>
    public static byte[] Bytes(string title, string lead, params IEnumerable<XElement?> sections)
    {
        XElement[] parts = [.. sections.OfType<XElement>()];
        var links = parts.Select(static part => Html.Of("li", Html.Of("a", Html.With("href", "#" + part.Attribute("id")!.Value), part.Element("h2")!.Value)));
        return Html.Document(Html.Of("html", Html.With("lang", "en"),
            Html.Of("head",
                Html.Of("meta", Html.With("charset", "utf-8")),
                Html.Of("meta", Html.With("name", "viewport"), Html.With("content", "width=device-width, initial-scale=1")),
                Html.Of("meta", Html.With("http-equiv", "Content-Security-Policy"), Html.With("content", Policy)),
                Html.Of("meta", Html.With("name", "color-scheme"), Html.With("content", "light dark")),
                Html.Of("meta", Html.With("name", "generator"), Html.With("content", $"numericscore {MachineReader.Version(typeof(Page).Assembly)}")),
                Html.Of("title", title),
                // the page's own, and too long for a text
                new XElement("style", PageStyle.Sheet)),
            Html.Of("body",
                Html.Of("a", Html.With("class", "skip"), Html.With("href", "#main"), "Skip to the content"),
                Html.Of("header", Html.Of("h1", title), Html.Of("p", lead), Html.Of("nav", Html.With("aria-label", "Sections"), Html.Of("ul", [.. links]))),
                Html.Of("main", [Html.With("id", "main"), Html.With("tabindex", "-1"), .. parts]),
                Html.Of("footer", Html.Of("p", $"Written by numericscore {MachineReader.Version(typeof(Page).Assembly)}. The same run writes the same page.")))));
    }
}
