using NumericsCore.Data.Csv;
using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>How <see cref="Table.ReadCsv(string, CsvOptions?)"/> reads a file.</summary>
public sealed record CsvOptions
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_noColumns = new(CanonicalForm.Comparer);

    /// <summary>
    /// The character between two fields, ASCII, and neither a quote nor a line break; null for the one that is found: that of a first line such as
    /// <c>sep=;</c>, as Excel writes it, else the comma where it separates as many fields in all first rows, else semicolon, tab, bar or runs of blanks
    /// where they do.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether fields are separated by runs of spaces and tabs, as programs print them; <see cref="Delimiter"/> is then not looked at.</summary>
    public bool BlankRuns { get; init; }

    /// <summary>The delimiter of the text that a reader gets, in which runs of blanks are one tab.</summary>
    internal char FieldDelimiter => BlankRuns ? '\t' : Delimiter ?? ',';

    /// <summary>
    /// The sign before the decimals of a number, a point or a comma; null for the one that is found: a comma where commas do not separate fields and a column
    /// has numbers with commas that cannot stand between thousands, and none has points before decimals; else a point.
    /// </summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public char? Decimal
    {
        get;
        init => field = value is null or '.' or ',' ? value : throw new ArgumentException($"Decimal is '{value}'; expected '.' or ','.", nameof(value));
    }

    /// <summary>The sign before decimals, where none was found another than thousands leave.</summary>
    internal char DecimalSign => Decimal ?? (Thousands == '.' ? ',' : '.');

    /// <summary>
    /// The mark between groups of three digits, one of comma, point, space, apostrophe and underscore, and not <see cref="Decimal"/>; null for none, or for
    /// points where numbers such as 1.234,5 show them and <see cref="Decimal"/> is found too.
    /// </summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public char? Thousands
    {
        get;
        init => field = value is null or ',' or '.' or ' ' or '\'' or '_' ? value : throw new ArgumentException($"Thousands is '{value}'; expected a comma, point, space, apostrophe or underscore.", nameof(value));
    }

    /// <summary>The first character of lines that are no rows but comments, such as #, ASCII and no quote; null for none.</summary>
    /// <exception cref="ArgumentException">It is no such character.</exception>
    public char? Comment
    {
        get;
        init => field = value is null || (char.IsAscii(value.Value) && !char.IsControl(value.Value) && value is not ('"' or ' ')) ? value : throw new ArgumentException($"Comment is U+{(int)value.Value:X4}; expected an ASCII character other than quote and blank.", nameof(value));
    }

    /// <summary>The encoding of the file by its name, such as utf-16, latin1 or windows-1252; null for UTF-8. A byte order mark overrules it.</summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// Whether the first row names the columns, which are else called "column 1", "column 2" and so on; null for what is found: it does, unless it is certainly
    /// a row of data like the others, which <see cref="Table.Notes"/> then says.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>Whether there is a header, of options without anything left to find.</summary>
    internal bool ReadsHeader => HasHeader ?? true;

    /// <summary>Whether the header has no name for the first field of each row, as R writes it.</summary>
    internal bool HeaderIsShort { get; init; }

    /// <summary>How the table was written that a model was trained on; null for none. Other options win.</summary>
    internal CsvOptions? Trained { get; init; }

    /// <summary>Whether <see cref="HasHeader"/> is that of <see cref="Trained"/>, and not given.</summary>
    internal bool HeaderIsAssumed { get; init; }

    /// <summary>Names of columns that are asked for: a first row that has all is a header.</summary>
    internal IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>
    /// The words that mark a missing value in a column of numbers, beside the blank cell. Unless set: NA, N/A, #N/A, #N/A N/A, #NA,
    /// &lt;NA&gt;, NaN with or without a sign, nan(ind), nan(snan), 1.#IND, 1.#QNAN and 1.#SNAN with or without a minus, NULL, None,
    /// ? and a single point. ASCII letters match in either case.
    /// </summary>
    /// <exception cref="ArgumentException">A word is null.</exception>
    public IReadOnlyList<string> MissingValues
    {
        get;
        init => field = Checked(value, nameof(MissingValues));
    } = MissingWords.UsualNumbers;

    /// <summary>
    /// The words that mark a missing value in a column of text, beside the blank cell, in this spelling alone: NA and None may well be
    /// classes. Unless set: #N/A, #N/A N/A, #NA, &lt;NA&gt;, N/A, n/a, NaN, nan, NULL, null and ?. Set the list to [] to keep such
    /// words as text.
    /// </summary>
    /// <exception cref="ArgumentException">A word is null.</exception>
    public IReadOnlyList<string> MissingTexts
    {
        get;
        init => field = Checked(value, nameof(MissingTexts));
    } = MissingWords.UsualTexts;

    /// <summary>
    /// The words that mark a missing value in single columns, by their names, beside the blank cell and instead of <see cref="MissingValues"/> and
    /// <see cref="MissingTexts"/>: in either case where they are numbers, in this spelling alone where they are text. An empty list leaves the blank cell alone.
    /// </summary>
    /// <exception cref="ArgumentException">A list or a word is null, or two names are one.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MissingOf
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(MissingOf));
            var checkedLists = new Dictionary<string, IReadOnlyList<string>>(CanonicalForm.Comparer);
            foreach (var (column, words) in value)
            {
                if (!checkedLists.TryAdd(column, Checked(words, nameof(MissingOf)))) throw new ArgumentException($"{Quoted.One(column)} comes twice.", nameof(MissingOf));
            }

            field = checkedLists;
        }
    } = s_noColumns;

    /// <summary>
    /// Names of columns whose text is kept beside their numbers however many ways to write them there are: targets of
    /// <see cref="ClassLabels"/> with thousands of classes. Any other column of numbers keeps it as far as it can be a target: while it
    /// has at most 4,096 ways of writing that differ from the number's own, and, if it has fractions, not more than 32 different values
    /// in its first 64 rows.
    /// </summary>
    /// <exception cref="ArgumentException">A name is null.</exception>
    public IReadOnlyList<string> KeepText
    {
        get;
        init => field = Checked(value, nameof(KeepText));
    } = [];

    /// <summary>How fields, decimals and names are written, for people; what is still to be found is left out.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (BlankRuns) parts.Add("fields separated by blanks");
        else if (Delimiter is { } delimiter) parts.Add($"fields separated by {Dialect.NameOf(delimiter)}");
        if (Decimal is { } sign) parts.Add($"decimal {(sign == ',' ? "comma" : "point")}");
        if (Thousands is { } mark) parts.Add($"'{mark}' between thousands");
        if (Comment is { } comment) parts.Add($"comments behind '{comment}'");
        if (Encoding is not null) parts.Add($"in {PrintableText.Of(Encoding)}");
        if (HasHeader is { } header) parts.Add(header ? "the first line names the columns" : "no header");
        return string.Join(", ", parts);
    }

    /// <summary>Throws where the delimiter is none that can be.</summary>
    internal void RequireDelimiter()
    {
        if (Delimiter is { } delimiter && (!char.IsAscii(delimiter) || delimiter is '"' or '\r' or '\n' or '\0'))
            throw new ArgumentException($"The delimiter U+{(int)delimiter:X4} is not an ASCII character other than quote and line break.", "options");
    }

    private static string[] Checked(IReadOnlyList<string> words, string name)
    {
        ArgumentNullException.ThrowIfNull(words, name);
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] is null) throw new ArgumentException(FormattableString.Invariant($"Element {i} is null; expected text."), name);
        }
        return [.. words];
    }
}
