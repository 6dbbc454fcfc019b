using System.Globalization;
using System.Text;
using CsvHelper;
using NumericsCore.Data.Names;

namespace NumericsCore.Data.Csv;

/// <summary>
/// Finds in the first lines of a file how it is written, as far as it was not said. It is cautious: what a comma separates in every row is separated by
/// commas, and the first row names the columns unless it is certain that it does not.
/// </summary>
internal static class CsvSniffer
{
    /// <summary>So many bytes are looked at.</summary>
    public const int SampleBytes = 1 << 16;

    private const int MaxRows = 1000;
    private const char Blanks = '\0';

    private static readonly char[] s_others = [';', '\t', '|'];

    /// <summary>The options with all that was found, and what the user should know of it.</summary>
    /// <param name="sample">The beginning of the text.</param>
    /// <param name="isWhole">Whether it is all of the text.</param>
    /// <param name="given">What was said, which stays.</param>
    public static (CsvOptions Options, IReadOnlyList<TableNote> Notes) Find(byte[] sample, bool isWhole, CsvOptions given)
    {
        var options = (given.Trained is { } trained ? Like(trained, given) : given) with { HeaderIsShort = false };
        var rows = Rows(sample, isWhole, options, options.FieldDelimiter);
        if (options.Delimiter is null && !options.BlankRuns)
        {
            char found = SeparatorLine(sample) ?? Delimiter(sample, isWhole, options, rows);
            options = found == Blanks ? options with { BlankRuns = true, Delimiter = '\t' } : options with { Delimiter = found };
            if (found != ',') rows = Rows(sample, isWhole, options, options.FieldDelimiter);
        }

        rows ??= [];
        if (options.Decimal is null) options = WithDecimal(options, rows);
        var notes = new List<TableNote>();
        bool isShort = options.HasHeader != false && IsShort(rows);
        if (isShort)
        {
            options = options with { HasHeader = true, HeaderIsShort = true };
            notes.Add(new TableNote("the header has one name less than the rows have fields, as R writes it: the first field of each row is its name"));
        }
        else if (options.HasHeader is null || (options.HeaderIsAssumed && Names(rows, options)))
        {
            bool header = Names(rows, options) || !CsvHeaderJudge.IsRow(rows, options);
            options = options with { HasHeader = header };
            if (!header)
            {
                string last = rows[0].Length > 1 ? FormattableString.Invariant($"'column 1' to 'column {rows[0].Length}'") : "'column 1'";
                notes.Add(new TableNote($"no header was found: the first row looks like data, so the columns are called {last}", Remedy: TableRemedy.Header));
            }
        }

        return (options, notes);
    }

    // what was given wins over what the table trained on had
    private static CsvOptions Like(CsvOptions trained, CsvOptions given)
    {
        bool separated = given.Delimiter is not null || given.BlankRuns;
        return given with
        {
            Delimiter = separated ? given.Delimiter : trained.Delimiter,
            BlankRuns = separated ? given.BlankRuns : trained.BlankRuns,
            HasHeader = given.HasHeader ?? trained.HasHeader,
            HeaderIsAssumed = given.HasHeader is null,
            Decimal = given.Decimal ?? (given.Thousands is not null && given.Thousands == trained.Decimal ? null : trained.Decimal),
            Thousands = given.Thousands ?? (given.Decimal is null ? trained.Thousands : null),
            Comment = given.Comment ?? trained.Comment,
        };
    }

    private static char? SeparatorLine(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) sample = sample[3..];
        int end = sample.IndexOfAny((byte)'\r', (byte)'\n');
        return Dialect.SeparatorLine(end < 0 ? sample : sample[..end]);
    }

    private static char Delimiter(byte[] sample, bool isWhole, CsvOptions options, List<string[]>? byCommas)
    {
        if (byCommas is not null && AreRows(byCommas)) return ',';
        var others = s_others.Select(delimiter => (Delimiter: delimiter, Rows: Rows(sample, isWhole, options, delimiter))).Where(static other => other.Rows is { Count: > 1 }).ToArray();
        var best = others.Where(static other => AreRows(other.Rows!) && other.Rows!.TrueForAll(static row => row.Length > 1)).OrderByDescending(static other => other.Rows![0].Length).FirstOrDefault();
        if (best.Rows is not null) return best.Delimiter;
        var byBlanks = Rows(sample, isWhole, options with { BlankRuns = true }, '\t');
        if (byBlanks is { Count: > 2 } && byBlanks.All(row => row.Length == byBlanks[0].Length) && LookLikeColumns(byBlanks, options)) return Blanks;
        if (byCommas is not null && IsShort(byCommas)) return ',';
        if (others.FirstOrDefault(static other => IsShort(other.Rows!)) is { Rows: not null } shorter) return shorter.Delimiter;
        return byBlanks is not null && IsShort(byBlanks) && LookLikeColumns(byBlanks, options) ? Blanks : ',';
    }

    /// <summary>Whether each row has as many fields as the first, of which it has several; blank ones at an end do not count.</summary>
    private static bool AreRows(List<string[]> rows)
    {
        if (rows.Count == 0 || rows[0].Length < 2) return false;
        string[] first = rows[0];
        return rows.TrueForAll(row => row.Length == first.Length || (row.Length < first.Length ? first : row).Skip(Math.Min(row.Length, first.Length)).All(string.IsNullOrWhiteSpace));
    }

    /// <summary>Whether each row has one field more than the header of several, and begins with a name of its own: text, or a number that rises.</summary>
    private static bool IsShort(List<string[]> rows)
    {
        if (rows.Count < 2 || rows[0].Length < 2 || rows[0].Any(string.IsNullOrWhiteSpace)) return false;
        if (rows.Skip(1).Any(row => row.Length != rows[0].Length + 1 || string.IsNullOrWhiteSpace(row[0]) || string.IsNullOrWhiteSpace(row[^1]))) return false;
        string[] names = [.. rows.Skip(1).Select(static row => row[0])];
        bool counted = names.Zip(names.Skip(1)).All(static pair => long.TryParse(pair.First, NumberStyles.None, CultureInfo.InvariantCulture, out long one) && long.TryParse(pair.Second, NumberStyles.None, CultureInfo.InvariantCulture, out long next) && one < next);
        return counted || (names.All(static name => !double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) && names.Distinct(StringComparer.Ordinal).Count() == names.Length);
    }

    // a text of several words has fields too
    private static bool LookLikeColumns(List<string[]> rows, CsvOptions options)
    {
        var numbers = CellNumbers.Of(options);
        int width = rows[^1].Length, numeric = Enumerable.Range(0, width).Count(c => rows.Skip(1).All(row => numbers.TryParse(Encoding.UTF8.GetBytes(row[c]), out _)));
        return width == 2 ? numeric == 2 : width > 2 && numeric > 0;
    }

    /// <summary>Commas before decimals, and points between thousands, where no column of numbers has points before decimals and commas cannot stand between thousands.</summary>
    private static CsvOptions WithDecimal(CsvOptions options, List<string[]> rows)
    {
        var point = options with { Decimal = options.DecimalSign };
        if (options.FieldDelimiter == ',' || options.Thousands is ',' or '.') return point;
        bool comma = false, thousands = false;
        var (english, plain, marked) = (new CellNumbers('.', null), new CellNumbers(',', options.Thousands), new CellNumbers(',', '.'));
        var missing = new MissingWords(options.MissingValues, ignoresCase: true);
        for (int c = 0; c < (rows.Count == 0 ? 0 : rows.Max(static row => row.Length)); c++)
        {
            byte[][] cells = [.. rows.Skip(1).Where(row => c < row.Length).Select(row => Encoding.UTF8.GetBytes(row[c])).Where(cell => missing.Find(cell) == MissingWords.None)];
            if (cells.Length == 0) continue;
            if (Array.TrueForAll(cells, cell => english.TryParse(cell, out _)))
            {
                if (cells.Any(static cell => cell.Contains((byte)'.'))) return point;
            }
            else if (Array.TrueForAll(cells, cell => plain.TryParse(cell, out _)))
            {
                comma |= cells.Any(static cell => !MayBeThousands(cell));
            }
            else if (options.Thousands is null && Array.TrueForAll(cells, cell => marked.TryParse(cell, out _)))
            {
                comma |= thousands |= cells.Any(static cell => cell.Contains((byte)',') && cell.Contains((byte)'.'));
            }
        }

        return !comma ? point : options with { Decimal = ',', Thousands = thousands ? '.' : options.Thousands };
    }

    // 1,234 is a number in both ways of writing, and so is one without a comma
    private static bool MayBeThousands(ReadOnlySpan<byte> cell)
    {
        int comma = cell.IndexOf((byte)',');
        return comma < 0 || (cell.Length - comma == 4 && !cell.StartsWith("0,"u8) && new CellNumbers('.', ',').TryParse(cell, out _));
    }

    /// <summary>Whether the first row names columns that are asked for.</summary>
    private static bool Names(List<string[]> rows, CsvOptions options)
    {
        if (rows.Count == 0) return true;
        var first = new HashSet<string>(rows[0], CanonicalForm.Comparer);
        return options.KeepText.Any(first.Contains) || (options.Required.Count > 0 && options.Required.All(first.Contains));
    }

    /// <summary>The first rows by a delimiter; null where a quote is misplaced.</summary>
    private static List<string[]>? Rows(byte[] sample, bool isWhole, CsvOptions options, char delimiter)
    {
        using var bytes = new MemoryStream(sample, 0, isWhole ? sample.Length : Array.LastIndexOf(sample, (byte)'\n') + 1);
        using Stream text = options.Comment is null && !options.BlankRuns ? bytes : new PreparedLines(bytes, options.Comment, options.BlankRuns);
        using var csv = CsvReader.Create(text, new CsvReaderOptions { Separator = delimiter, HasHeader = false, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw }, leaveOpen: true);
        var rows = new List<string[]>();
        try
        {
            while (rows.Count < MaxRows && csv.Read())
            {
                if (rows.Count == 0 && Dialect.SeparatorLine(csv.RawRecord) is not null) continue;
                rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
            }
        }
        catch (CsvFormatException)
        {
            // a quote that is closed behind the sample, or a line that this delimiter does not fit
            return isWhole || rows.Count < 2 ? null : rows;
        }

        return rows;
    }
}
