using System.Globalization;
using System.Text;

namespace NumericsCore.Data;

/// <summary>Names and values of a table as an error message shows them.</summary>
internal static class Quoted
{
    private const int MaximumNames = 12;
    private const int MaximumLength = 40;

    /// <summary>'a', 'b' and 'c', or the first twelve and how many more.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names.Select(One)];
        if (all.Length == 1) return all[0];
        return all.Length <= MaximumNames
            ? $"{string.Join(", ", all[..^1])} and {all[^1]}"
            : $"{string.Join(", ", all[..MaximumNames])} and {all.Length - MaximumNames} more";
    }

    /// <summary>'value', cut after forty characters.</summary>
    public static string One(string value) => value.Length <= MaximumLength ? $"'{Printable(value)}'" : $"'{Printable(value[..MaximumLength])}...'";

    /// <summary>
    /// The text with U+001B and its like for characters that a terminal would obey rather than show: control characters, line
    /// separators, and those that turn the direction of writing.
    /// </summary>
    public static string Printable(string text)
    {
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
        char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
