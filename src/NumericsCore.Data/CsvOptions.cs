using NumericsCore.Data.Csv;

namespace NumericsCore.Data;

/// <summary>How <see cref="Table.ReadCsv(string, CsvOptions?)"/> reads a file.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// The character between two fields: a comma unless set. ASCII, and neither a quote nor a line break. Where it is the comma, a first
    /// line such as <c>sep=;</c>, as Excel writes it, names another.
    /// </summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether fields are separated by runs of spaces and tabs, as programs print them; <see cref="Delimiter"/> is then not looked at.</summary>
    public bool BlankRuns { get; init; }

    /// <summary>The delimiter of the text that a reader gets, in which runs of blanks are one tab.</summary>
    internal char FieldDelimiter => BlankRuns ? '\t' : Delimiter;

    /// <summary>The sign before the decimals of a number: a point, or a comma.</summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public char Decimal
    {
        get;
        init => field = value is '.' or ',' ? value : throw new ArgumentException($"Decimal is '{value}'; expected '.' or ','.", nameof(value));
    } = '.';

    /// <summary>The mark between groups of three digits, one of comma, point, space, apostrophe and underscore, and not <see cref="Decimal"/>; null for none.</summary>
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

    /// <summary>Whether the first row names the columns. Else they are named "column 1", "column 2" and so on.</summary>
    public bool HasHeader { get; init; } = true;

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
