using System.Globalization;
using System.Text;

namespace NumericsCore;

/// <summary>Text from elsewhere, such as the names in a file, as a terminal may be given it.</summary>
public static class PrintableText
{
    /// <summary>
    /// The text with <c>\u001B</c> and its like for the characters that a terminal would obey rather than show: control characters, line
    /// separators, and formats, such as those that turn the direction of writing.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsObeyed)) return text;
        var printable = new StringBuilder();
        foreach (char c in text)
        {
            if (IsObeyed(c)) printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else printable.Append(c);
        }
        return printable.ToString();
    }

    /// <summary>The first characters of a text that is longer, none of them half of one; else the text.</summary>
    internal static string Start(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Whether a terminal would obey the character rather than show it.</summary>
    internal static bool IsObeyed(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // but joiners and the soft hyphen are part of how words are written
        UnicodeCategory.Format => c is not ('\u00AD' or '\u200C' or '\u200D'),
        _ => false,
    };
}
