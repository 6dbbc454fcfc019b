using System.CommandLine;
using System.CommandLine.Parsing;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>The options that say how a table is written.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<char?> _delimiter = DelimiterOption.Create();
    private readonly Option<bool> _noHeader = NoHeaderOption.Create();
    private readonly Option<bool> _header = NoHeaderOption.CreateOpposite();
    private readonly Option<char?> _decimal = Sign<char?>("--decimal", "The sign before the decimals of a number: a point or a comma. [default: what the first lines show]", null, ".,");
    private readonly Option<char?> _thousands = Sign<char?>("--thousands", "The mark between groups of three digits: comma, point, space, apostrophe or underscore. [default: none]", null, ",. '_");
    private readonly Option<char?> _comment = Sign<char?>("--comment", "The first character of lines that are comments, such as #. [default: none]", null, null);
    private readonly Option<string?> _encoding = new("--encoding") { Description = "The encoding of the table by its name, such as latin1, windows-1252 or utf-16. [default: utf-8, or what a byte order mark says]", HelpName = "NAME" };

    public IEnumerable<Option> All => [_delimiter, _noHeader, _header, _decimal, _thousands, _comment, _encoding];

    /// <summary>How the table is written.</summary>
    /// <exception cref="InputException">Two options contradict each other.</exception>
    public CsvOptions Read(ParseResult parsed)
    {
        char? delimiter = parsed.GetValue(_delimiter), decimalSign = parsed.GetValue(_decimal), thousands = parsed.GetValue(_thousands);
        if (thousands is not null && thousands == decimalSign) throw new InputException($"--thousands and --decimal are both '{decimalSign}'; expected two signs");
        bool blanks = delimiter == DelimiterOption.Blanks, header = parsed.GetValue(_header), noHeader = parsed.GetValue(_noHeader);
        if (header && noHeader) throw new InputException("--header and --no-header are both given; expected one");
        return new CsvOptions
        {
            Delimiter = blanks ? '\t' : delimiter,
            BlankRuns = blanks,
            HasHeader = header ? true : noHeader ? false : null,
            Decimal = decimalSign,
            Thousands = thousands,
            Comment = parsed.GetValue(_comment),
            Encoding = parsed.GetValue(_encoding),
        };
    }

    /// <summary>What was given beside delimiter and header, by the options' names, for the record of a training.</summary>
    public static IEnumerable<(string Option, string Text)> Given(CsvOptions csv)
    {
        if (csv.BlankRuns) yield return ("--delimiter", "blanks");
        if (csv.Decimal == ',') yield return ("--decimal", ",");
        if (csv.Thousands is { } thousands) yield return ("--thousands", thousands.ToString());
        if (csv.Comment is { } comment) yield return ("--comment", comment.ToString());
        if (csv.Encoding is { } encoding) yield return ("--encoding", encoding);
    }

    private static Option<T> Sign<T>(string name, string description, T defaultValue, string? allowed) => new(name)
    {
        Description = description,
        HelpName = "CHAR",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(result, name, defaultValue, allowed),
    };

    private static T Parse<T>(ArgumentResult result, string name, T defaultValue, string? allowed)
    {
        string text = result.Tokens[0].Value;
        bool isSign = text.Length == 1 && (allowed?.Contains(text[0], StringComparison.Ordinal) ?? (char.IsAscii(text[0]) && !char.IsControl(text[0]) && text[0] is not ('"' or ' ')));
        if (isSign) return (T)(object)text[0];
        result.AddError($"'{text}' is not what {name} can be; expected {(allowed is null ? "one ASCII character other than a quote or a blank" : $"one of {string.Join(", ", allowed.Select(static sign => $"'{sign}'"))}")}.");
        return defaultValue;
    }
}
