using System.CommandLine;
using System.CommandLine.Completions;

namespace NumericsCore.Cli.Completion;

/// <summary>A command as completion scripts see it.</summary>
/// <param name="Path">Its words behind the tool's name, each after a space; empty for the tool itself.</param>
/// <param name="Commands">Its commands, with their descriptions.</param>
/// <param name="Options">Its options.</param>
/// <param name="TakesFile">Whether something that is no option, such as a file, follows it.</param>
internal sealed record CompletionEntry(string Path, IReadOnlyList<(string Name, string Description)> Commands, IReadOnlyList<CompletionOption> Options, bool TakesFile)
{
    /// <summary>A command and those under it, from what the parser knows.</summary>
    public static IEnumerable<CompletionEntry> Of(Command root) => Of(root, root, "");

    private static IEnumerable<CompletionEntry> Of(Command command, Command root, string path) =>
        command.Subcommands.SelectMany(inner => Of(inner, root, $"{path} {inner.Name}"))
            .Prepend(new(path, [.. command.Subcommands.Select(static inner => (inner.Name, FirstSentence(inner.Description)))], [.. OptionsOf(command, root).Select(CompletionOption.Of)], command.Arguments.Count > 0));

    // those of the tool are those of each command
    private static IEnumerable<Option> OptionsOf(Command command, Command root) => command.Options.Concat(root.Options.Where(static option => option.Recursive)).Distinct().Where(static option => !option.Hidden);

    /// <summary>The first sentence of a description, which is what fits beside a word.</summary>
    public static string FirstSentence(string? description)
    {
        string text = description ?? "";
        int end = text.IndexOfAny(['.', ';']);
        while (end >= 0 && end + 1 < text.Length && text[end + 1] != ' ') end = text.IndexOfAny(['.', ';'], end + 1);
        return end < 0 ? text : text[..end];
    }
}

/// <summary>An option as completion scripts see it.</summary>
/// <param name="Name">Its name, with its dashes.</param>
/// <param name="Description">The first sentence of its description.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Values">The words that the value can be; none where it is a number, a file or a name.</param>
internal sealed record CompletionOption(string Name, string Description, bool TakesValue, IReadOnlyList<string> Values)
{
    public static CompletionOption Of(Option option)
    {
        bool takesValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
        return new(option.Name, CompletionEntry.FirstSentence(option.Description), takesValue, takesValue ? [.. option.GetCompletions(CompletionContext.Empty).Select(static item => item.Label)] : []);
    }
}
