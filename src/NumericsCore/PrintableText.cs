using System.Globalization;
using System.Text;

namespace NumericsCore;

/// <summary>Text from elsewhere, such as the names in a file, as a terminal may be given it.</summary>
public static class PrintableText
{
    /// <summary>
    /// The text with <c>\u001B</c> and its like for the characters that a terminal would obey rather than show: control characters, line
    /// separators, and those that turn the direction of writing.
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

    private static bool IsObeyed(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
