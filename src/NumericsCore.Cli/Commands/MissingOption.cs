using System.CommandLine;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>The option that says which words mark a missing value.</summary>
internal static class MissingOption
{
    public static Option<string[]?> Create() => new("--missing") { Description = "A word that marks a missing value, instead of the usual ones; may be given several times. [default: the usual words, which differ for numbers and text]", HelpName = "WORD" };

    /// <summary>The words that were given; null for none, which are the usual ones.</summary>
    public static string[]? Words(ParseResult parsed, Option<string[]?> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    /// <summary>How a table is read with the words that were given.</summary>
    public static CsvOptions Read(ParseResult parsed, Option<string[]?> option, CsvOptions csv) =>
        Words(parsed, option) is { } words ? csv with { MissingValues = words, MissingTexts = words } : csv;
}
