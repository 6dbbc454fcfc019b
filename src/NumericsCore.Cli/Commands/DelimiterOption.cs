using System.CommandLine;
using System.CommandLine.Parsing;

namespace NumericsCore.Cli.Commands;

/// <summary>The character between two fields of a table, by itself or by its name.</summary>
internal static class DelimiterOption
{
    /// <summary>Stands for runs of spaces and tabs.</summary>
    public const char Blanks = '\0';

    private static readonly Dictionary<string, char> Names = new()
    {
        ["comma"] = ',',
        ["semicolon"] = ';',
        ["tab"] = '\t',
        ["\\t"] = '\t',
        ["pipe"] = '|',
        ["space"] = ' ',
        ["blanks"] = Blanks,
    };

    public static Option<char?> Create() => new("--delimiter")
    {
        Description = "The character between two fields, or its name: comma, semicolon, tab, pipe or space; or blanks, for runs of spaces and tabs. [default: what the first lines show]",
        HelpName = "CHAR",
        CustomParser = Parse,
    };

    private static char? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Names.TryGetValue(text, out char named)) return named;
        if (text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\r' or '\n' or '\0')) return text[0];
        result.AddError($"'{text}' is not a delimiter; expected one ASCII character other than a quote, or comma, semicolon, tab, pipe, space or blanks.");
        return null;
    }
}
