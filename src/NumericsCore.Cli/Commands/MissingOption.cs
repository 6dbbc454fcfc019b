using System.CommandLine;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>The option that says which words mark a missing value, in all columns or in one.</summary>
internal static class MissingOption
{
    private const string Rules = "; COLUMN=WORD for one column, whose words are then these alone, and COLUMN= for none but the blank cell";

    public static Option<string[]?> Create(string defaults = "the usual words, which differ for numbers and text") =>
        new("--missing") { Description = $"A word that marks a missing value, instead of the usual ones; may be given several times{Rules}. [default: {defaults}]", HelpName = "WORD" };

    /// <summary>What was given; null for nothing.</summary>
    public static string[]? Given(ParseResult parsed, Option<string[]?> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    /// <summary>The words for all columns that were given; null for none, which are the usual ones.</summary>
    public static string[]? Words(ParseResult parsed, Option<string[]?> option) =>
        Choices(parsed, option).Where(static choice => choice.Column is null).Select(static choice => choice.Value).ToArray() is { Length: > 0 } words ? words : null;

    /// <summary>How a table is read with the words that were given; what was not is as it was.</summary>
    public static CsvOptions Read(ParseResult parsed, Option<string[]?> option, CsvOptions csv)
    {
        if (Words(parsed, option) is { } words) csv = csv with { MissingValues = words, MissingTexts = words };
        var own = Choices(parsed, option).Where(static choice => choice.Column is not null).GroupBy(static choice => choice.Column!).ToDictionary(
            static column => column.Key, static column => (IReadOnlyList<string>)[.. column.Select(static choice => choice.Value)]);
        if (own.Count == 0) return csv;
        foreach (var (column, others) in csv.MissingOf) own.TryAdd(column, others);
        return csv with { MissingOf = own };
    }

    private static IEnumerable<ColumnChoice> Choices(ParseResult parsed, Option<string[]?> option) => (Given(parsed, option) ?? []).Select(ColumnChoice.Parse);
}
