using System.CommandLine;

namespace NumericsCore.Cli.Commands;

/// <summary>What was chosen for a column, or for all that nothing else is chosen for.</summary>
/// <param name="Column">The column; null for all others.</param>
/// <param name="Value">What was chosen.</param>
internal sealed record ColumnChoice(string? Column, string Value)
{
    /// <summary>As the option takes it.</summary>
    public override string ToString() => Column is null ? Value : $"{Column}={Value}";

    /// <summary>An option that takes a choice for all columns, or one for a column, as COLUMN=CHOICE, and may be given several times.</summary>
    public static Option<string[]> Option(string name, string description, string helpName) => new(name)
    {
        Description = $"{description}; for one column: {name} COLUMN={helpName}; may be given several times.",
        HelpName = helpName,
        DefaultValueFactory = static _ => [],
    };

    /// <summary>The choices of an option.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="isOther">Of choices for all columns, which are of another kind, beside which one of the first may stand; none if null.</param>
    /// <exception cref="InputException">Two are for the same.</exception>
    public static IReadOnlyList<ColumnChoice> Read(ParseResult parsed, Option<string[]> option, Func<string, bool>? isOther = null)
    {
        ColumnChoice[] choices = [.. parsed.GetRequiredValue(option).Select(Parse)];
        if (choices.GroupBy(choice => (choice.Column, choice.Column is null && (isOther?.Invoke(choice.Value) ?? false))).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new InputException($"{option.Name} is given twice for {(twice.Key.Column is { } column ? $"'{column}'" : "all columns")}: {string.Join(" and ", twice.Select(static choice => $"'{choice.Value}'"))}; expected one");
        return choices;
    }

    /// <summary>A choice as it was given: names may have an equals sign, choices have none.</summary>
    public static ColumnChoice Parse(string text) => text.LastIndexOf('=') is > 0 and var at ? new(text[..at], text[(at + 1)..]) : new(null, text);
}
