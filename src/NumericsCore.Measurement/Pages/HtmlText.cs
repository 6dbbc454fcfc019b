using System.Globalization;
using System.Text;

namespace NumericsCore.Measurement;

/// <summary>HTML and SVG that is written element by element; all texts and values are escaped.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes code of ours as it is.</summary>
    public HtmlText Raw(string code)
    {
        _text.Append(code);
        return this;
    }

    /// <summary>Begins an element; what values hold is escaped.</summary>
    public HtmlText Open(string element, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null) _text.Append(' ').Append(name).Append("=\"").Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture)!)).Append('"');
        }

        _text.Append('>');
        return this;
    }

    /// <summary>Ends an element.</summary>
    public HtmlText Close(string element)
    {
        _text.Append("</").Append(element).Append('>');
        if (element is not ("span" or "text" or "title" or "b" or "button")) _text.Append('\n');
        return this;
    }

    /// <summary>A text.</summary>
    public HtmlText Text(string text)
    {
        _text.Append(Escape(text));
        return this;
    }

    /// <summary>An element with a text.</summary>
    public HtmlText Element(string element, string text, params ReadOnlySpan<(string Name, object? Value)> attributes) => Open(element, attributes).Text(text).Close(element);

    public override string ToString() => _text.ToString();

    /// <summary>The text with an entity for each character that HTML reads, and with numbers for those that would be obeyed rather than shown.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        // half of a pair comes as U+FFFD, which also stands for what is no character
        foreach (var rune in PrintableText.Of(text).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                >= 0xFFFE and <= 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
