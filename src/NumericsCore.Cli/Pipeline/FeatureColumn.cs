using System.Globalization;
using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Checks that a column can be a feature.</summary>
internal static class FeatureColumn
{
    /// <summary>Throws what is wrong, and how to train without the column.</summary>
    /// <exception cref="InputException">The column is text, or cannot be used at all.</exception>
    public static void Require(string file, Column column)
    {
        if (column.Fault is { } fault) throw new InputException($"{fault.Problem}, or leave the column out with --ignore {ShellWord.Of(column.Name)}");
        if (column is not TextColumn text) return;
        string?[] values = text.Values.ToArray();
        int row = Array.FindIndex(values, static value => value is not null && !IsNumber(value));
        if (row < 0) row = Array.FindIndex(values, static value => value is not null);
        string value = values[row]!;
        // as NumPy and pandas write infinity
        bool isInfinite = value.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase);
        string problem = isInfinite ? "is infinite, but features are finite" : "is text, but features are numbers";
        string remedy = isInfinite ? "leave the row out" : HasDecimalComma(value) ? "write it with a decimal point" : "turn its words into numbers";
        throw new InputException(FormattableString.Invariant(
            $"{file}, column '{column.Name}': '{value}' in row {row + 1} after the header {problem}; leave the column out with --ignore {ShellWord.Of(column.Name)}, or {remedy}"));
    }

    /// <summary>How the missing cells of a column are written, in brackets; nothing where all are blank.</summary>
    public static string Words(Column column)
    {
        string[] words = [.. column.MissingWords.Select(static word => word.Key.Length == 0 ? "blank" : $"'{word.Key}'")];
        return words is [] or ["blank"] ? "" : $" ({string.Join(", ", words)})";
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool HasDecimalComma(string text) => text.Count(',') == 1 && IsNumber(text.Replace(',', '.'));
}
