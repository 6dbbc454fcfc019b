using System.Globalization;
using System.Text;

namespace NumericsCore.Measurement;

/// <summary>JSON as a terminal may be given it.</summary>
internal static class JsonText
{
    /// <summary>The same JSON, with an escape for each character in a string that a terminal would obey rather than show.</summary>
    public static string Printable(string json)
    {
        // outside strings there are line feeds and spaces alone, and inside they have escapes already
        if (!json.Any(IsEscaped)) return json;
        var printable = new StringBuilder(json.Length + 16);
        foreach (char c in json)
        {
            if (IsEscaped(c)) printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else printable.Append(c);
        }

        return printable.ToString();
    }

    private static bool IsEscaped(char c) => c is not ('\n' or '\r') && PrintableText.IsObeyed(c);
}
