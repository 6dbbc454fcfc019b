using System.Globalization;

namespace NumericsCore.Tests.Culture;

/// <summary>The marks of some cultures' numbers, which a program without globalisation data cannot ask for by name.</summary>
internal static class Cultures
{
    /// <summary>fr-FR.</summary>
    public static CultureInfo French { get; } = Of("-", ",", "\u202f");

    /// <summary>sv-SE.</summary>
    public static CultureInfo Swedish { get; } = Of("\u2212", ",", "\u00a0");

    /// <summary>fa-IR.</summary>
    public static CultureInfo Persian { get; } = Of("\u200e\u2212", "/", "\u066c");

    /// <summary>These, and those of de-DE and ar-SA.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [French, Swedish, Persian, Of("-", ",", "."), Of("\u061c-", "\u066b", "\u066c")];

    public static string In(CultureInfo culture, Func<string> text) => In<string>(culture, text);

    public static T In<T>(CultureInfo culture, Func<T> function)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A text without group separators in which the culture's marks are those of the invariant one.</summary>
    public static string ToInvariant(string text, CultureInfo culture)
    {
        var numbers = culture.NumberFormat;
        text = text.Replace("; ", ", ", StringComparison.Ordinal).Replace(";\n", ",\n", StringComparison.Ordinal).Replace(numbers.NegativeInfinitySymbol, "-Infinity", StringComparison.Ordinal)
            .Replace(numbers.NegativeSign, "-", StringComparison.Ordinal);
        for (int i = text.Length - 2; i > 0; i--)
            if (text[i].ToString() == numbers.NumberDecimalSeparator && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])) text = text[..i] + "." + text[(i + 1)..];
        return text;
    }

    private static CultureInfo Of(string minus, string point, string group)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = minus,
            NumberDecimalSeparator = point,
            NumberGroupSeparator = group,
            NegativeInfinitySymbol = minus + "\u221e",
            NaNSymbol = "?",
        };
        return culture;
    }
}
