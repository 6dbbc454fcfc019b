using System.Globalization;
using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Checks that a column can be a feature.</summary>
internal static class FeatureColumn
{
    // with fewer categories a small table may well have one for nearly every row
    private const int FewCategories = 20;

    /// <summary>Throws what is wrong, and how to train without the column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    /// <param name="encoded">Whether its values were named as categories, and so may be anything.</param>
    /// <exception cref="InputException">The column is numbers and text, or cannot be used at all.</exception>
    public static void Require(string file, Column column, bool encoded)
    {
        if (column.Fault is { } fault) throw new InputException($"{fault.Problem}, or leave the column out with --ignore {ShellWord.Of(column.Name)}");
        if (column is not TextColumn text || encoded) return;
        string?[] values = text.Values.ToArray();
        if (2 * values.Count(static value => value is not null && LooksLikeNumber(value)) < values.Length - column.MissingCount) return;
        int row = Array.FindIndex(values, static value => value is not null && !IsNumber(value));
        if (row < 0) row = Array.FindIndex(values, static value => value is not null);
        if (row < 0) return;
        string value = values[row]!;
        string place = FormattableString.Invariant($"{file}, column '{column.Name}': '{value}' in row {row + 1} after the header"), name = ShellWord.Of(column.Name);
        throw new InputException(IsInfinite(value)
            ? $"{place} is infinite, but features are finite; leave the column out with --ignore {name}, or leave the row out"
            : $"{place} is text in a column of numbers; {(HasDecimalComma(value) ? "say --decimal , where the comma stands before decimals" : $"if it marks a missing value, say --missing {ShellWord.Of(value)}")}, leave the column out with --ignore {name}, or take each text for a category with --encode {ShellWord.Of($"{column.Name}=one-hot")}");
    }

    /// <summary>Why a column of text is no feature unless it is asked for: nearly every row has a text of its own. Null for all others.</summary>
    public static string? Identifier(Column column)
    {
        if (column is not TextColumn text) return null;
        int rows = column.Count - column.MissingCount;
        int distinct = text.Values.ToArray().Where(static value => value is not null).Distinct(StringComparer.Ordinal).Count();
        return distinct > FewCategories && 2 * distinct > rows ? FormattableString.Invariant($"{distinct} different texts in {rows} rows") : null;
    }

    /// <summary>How the missing cells of a column are written, in brackets; nothing where all are blank.</summary>
    public static string Words(Column column)
    {
        string[] words = [.. column.MissingWords.Select(static word => word.Key.Length == 0 ? "blank" : $"'{word.Key}'")];
        return words is [] or ["blank"] ? "" : $" ({string.Join(", ", words)})";
    }

    private static bool LooksLikeNumber(string text) => IsNumber(text) || HasDecimalComma(text) || IsInfinite(text);

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // as NumPy and pandas write infinity
    private static bool IsInfinite(string text) => text.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase);

    private static bool HasDecimalComma(string text) => text.Count(',') == 1 && IsNumber(text.Replace(',', '.'));
}
