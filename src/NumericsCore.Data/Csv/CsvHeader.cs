using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using NumericsCore.Data.Names;

namespace NumericsCore.Data.Csv;

/// <summary>The names of the columns.</summary>
internal static class CsvHeader
{
    /// <summary>What a message says of a header that seems to be a row.</summary>
    public const string LooksLikeData = "the first line looks like data, not like names";

    /// <summary>Makes a column for each field of a header.</summary>
    /// <exception cref="TableException">Two columns have the same name.</exception>
    public static List<ColumnBuilder> Read(CsvReader csv, string table, CsvOptions options, SpellingBudget budget)
    {
        int line = (int)csv.LineNumber;
        var keep = new HashSet<string>(options.KeepText, CanonicalForm.Comparer);
        var taken = new Dictionary<string, int>(CanonicalForm.Comparer);
        // the names of the rows have none themselves
        int first = options.HeaderIsShort ? 1 : 0;
        var names = new string[csv.FieldCount + first];
        var problems = new string?[names.Length];
        for (int c = 0; c < names.Length; c++)
        {
            names[c] = options.ReadsHeader && c >= first ? Decode(csv, c - first, out problems[c]) : "";
            if (string.IsNullOrWhiteSpace(names[c]) || taken.TryAdd(names[c], c)) continue;
            bool number = IsNumber(names[c]);
            throw new TableException(
                FormattableString.Invariant($"columns {taken[names[c]] + 1} and {c + 1} of the header have the same name") + (number ? "; " + LooksLikeData : ""),
                table, line, names[c], remedy: number ? TableRemedy.NoHeader : TableRemedy.None, advice: number ? TableRemedy.NoHeader.Advice() : "");
        }
        var columns = new List<ColumnBuilder>(names.Length);
        for (int c = 0; c < names.Length; c++)
        {
            bool unnamed = string.IsNullOrWhiteSpace(names[c]);
            string name = unnamed ? FreeName(c, taken) : names[c];
            var column = new ColumnBuilder(name, budget, keep.Contains(name)) { IsUnnamed = unnamed && options.ReadsHeader, OwnWords = OwnWords(options, name) };
            if (column.IsUnnamed) problems[c] = FormattableString.Invariant($"column {c + 1} of the header has no name; give it one");
            if (problems[c] is { } problem) column.SetProblem(problem, line);
            columns.Add(column);
        }
        return columns;
    }

    /// <summary>A column of fields that no name stands above.</summary>
    public static ColumnBuilder Beyond(IReadOnlyList<ColumnBuilder> columns, CsvOptions options, SpellingBudget budget, int line)
    {
        var taken = columns.ToDictionary(static column => column.Name, static _ => 0, CanonicalForm.Comparer);
        var column = new ColumnBuilder(FreeName(columns.Count, taken), budget, keepText: false) { IsUnnamed = options.ReadsHeader, OwnWords = OwnWords(options, FreeName(columns.Count, taken)) };
        column.SetProblem(FormattableString.Invariant($"column {columns.Count + 1} has no name in the header; give it one"), line);
        return column;
    }

    private static (MissingWords, MissingWords)? OwnWords(CsvOptions options, string name) =>
        options.MissingOf.ContainsKey(name) ? (MissingWords.OfNumbers(options, name), MissingWords.OfTexts(options, name)) : null;

    /// <summary>What a message says of a row with more or fewer fields than there are columns.</summary>
    public static string OtherCount(int fields, int columns, CsvOptions options) =>
        FormattableString.Invariant($"{(fields == 1 ? "1 field" : FormattableString.Invariant($"{fields} fields"))} found, but the {(options.ReadsHeader ? "header" : "first row")} has {columns}");

    /// <summary>
    /// Whether names are numbers above columns of numbers, and no column of numbers has a name that is none. Names such as 0, 1, 2 or
    /// 2019, 2020 may well be names.
    /// </summary>
    public static bool IsLikelyData(IEnumerable<ColumnBuilder> columns) =>
        IsLikelyData(columns.Where(static column => column.IsNumeric && column.HasValue && !column.IsUnnamed).Select(static column => column.Name));

    /// <summary>Whether these names, of which there is at least one, are all numbers and not a count.</summary>
    public static bool IsLikelyData(IEnumerable<string> names)
    {
        double[] numbers = [.. names.Select(static name => IsNumber(name) ? Number(name) : double.NaN)];
        return numbers.Length > 0 && !numbers.Any(double.IsNaN) && !IsCount(numbers);
    }

    private static bool IsCount(double[] numbers) =>
        double.IsInteger(numbers[0]) && numbers[0] >= 0 && (numbers.Length > 1 || numbers[0] == 0) && numbers.Index().All(pair => pair.Item == numbers[0] + pair.Index);

    private static bool IsNumber(string name) => double.IsFinite(Number(name));

    private static double Number(string name) => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    /// <summary>"column 3", or what comes next if a column is called that.</summary>
    private static string FreeName(int c, Dictionary<string, int> taken)
    {
        string name = FormattableString.Invariant($"column {c + 1}");
        while (!taken.TryAdd(name, c)) name += "'";
        return name;
    }

    private static string Decode(CsvReader csv, int c, out string? problem)
    {
        ReadOnlySpan<byte> name = csv.GetSpan(c);
        bool valid = Utf8.IsValid(name);
        problem = valid ? null : "the name is not UTF-8; save the file as UTF-8";
        // Read byte by byte, names that differ stay different, and a name of Western Europe can be written by who leaves its column out.
        return valid ? Encoding.UTF8.GetString(name) : Encoding.Latin1.GetString(name);
    }
}
