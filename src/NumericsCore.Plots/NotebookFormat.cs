using System.Net;
using System.Text;

namespace NumericsCore.Plots;

/// <summary>
/// Says what formats a type's values in notebooks. .NET Interactive looks for this attribute, for the source's method and for the members of its formatters
/// by their names alone, so that a library refers to none of its packages.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType => formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}

/// <summary>What notebooks show for a <see cref="Chart"/>.</summary>
internal sealed class ChartFormats
{
    private readonly ChartFormat[] _formats = [new(NotebookHtml.MimeType, NotebookHtml.Of), new("text/plain", static chart => $"{chart.Title}: {chart.Description}")];

    /// <summary>A formatter for each type of media.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formats;
}

/// <summary>A formatter as .NET Interactive expects it.</summary>
/// <param name="mimeType">The type of media.</param>
/// <param name="text">What is shown for a chart.</param>
internal sealed class ChartFormat(string mimeType, Func<Chart, string> text)
{
    public string MimeType => mimeType;

    /// <summary>Writes the value, or says that it is none of these.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not Chart chart) return false;
        writer.Write(text(chart));
        return true;
    }
}

/// <summary>A chart as HTML for a cell.</summary>
internal static class NotebookHtml
{
    public const string MimeType = "text/html";

    /// <summary>An image, so that styles and ids of the SVG meet none of the page or of another chart.</summary>
    public static string Of(Chart chart) => FormattableString.Invariant(
        $"<img width=\"{chart.Width}\" height=\"{chart.Height}\" alt=\"{WebUtility.HtmlEncode($"{chart.Title}: {chart.Description}")}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(chart.ToSvg()))}\" />");
}
