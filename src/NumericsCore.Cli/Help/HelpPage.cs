using System.Collections;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.Globalization;

namespace NumericsCore.Cli.Help;

/// <summary>The option that prints a help page.</summary>
internal sealed class PrintHelp : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpPage.Write(HelpLayout.For(parseResult.InvocationConfiguration.Output), parseResult.CommandResult.Command, parseResult.RootCommandResult.Command);
        return ExitCodes.Success;
    }
}

/// <summary>The help page of a command: what it does, its options by what they are about, and examples.</summary>
internal static class HelpPage
{
    /// <summary>The tool's name.</summary>
    public const string Tool = "numericscore";

    // longer lists of words stand in the text
    private const int MaxWordsInLabel = 24;

    private static readonly HelpExample[] s_examples =
    [
        new("train on a table and keep the model", "train data.csv --target y --save m.safetensors"),
        new("predict new rows with it", "predict m.safetensors new.csv --output predictions.csv"),
        new("what is understood of a table", "describe data.csv"),
    ];

    public static void Write(HelpLayout page, Command command, Command root)
    {
        page.Paragraph(command.Description ?? "");
        page.Output.WriteLine();
        page.Paragraph($"Usage: {Tool} {UsageOf(command)}", 0, 4);
        if (command.Arguments.Count > 0) Section(page, "Arguments", command.Arguments.Select(static argument => (argument.Name, TextOf(argument))));
        Section(page, "Commands", command.Subcommands.Select(static inner => (inner.Name, inner.Description ?? "")));
        if (command is ToolCommand grouped)
        {
            foreach (var (group, options) in grouped.Groups) Section(page, group.ToString(), options.Select(static option => (LabelOf(option), TextOf(option))));
        }

        Section(page, "General", General(command, root).Select(static option => (LabelOf(option), TextOf(option))));
        page.Output.WriteLine();
        page.Output.WriteLine("Examples:");
        foreach (var example in command is ToolCommand { Examples: var own } ? own : s_examples)
        {
            page.Paragraph($"# {example.Meaning}", 2, 4);
            page.Output.WriteLine($"  {Tool} {example.Line}");
        }

        if (command != root) return;
        page.Output.WriteLine();
        page.Paragraph($"'{Tool} COMMAND --help' lists the options of a command. Exit codes: 0 done, 1 bad input, 2 bad usage, 3 a device that failed or computed something else, 4 slower than a baseline, 70 a defect of the tool, 130 stopped.");
    }

    /// <summary>A command on one line, without the tool's name.</summary>
    public static string UsageOf(Command command) => command is ToolCommand { Usage: var usage } ? usage : "COMMAND [options]";

    /// <summary>The words by which a command is called, each after a blank.</summary>
    public static string PathOf(Command command) =>
        string.Concat(command.Parents.OfType<Command>().Take(1).Select(PathOf)) + (command is RootCommand ? "" : $" {command.Name}");

    /// <summary>The options that a command has from all over it, and those that are about nothing but itself.</summary>
    public static IEnumerable<Option> General(Command command, Command root)
    {
        var own = command is ToolCommand grouped ? grouped.Groups.SelectMany(static group => group.Options) : [];
        return command.Options.Except(own).Concat(root.Options.Where(static option => option.Recursive)).Where(static option => !option.Hidden).Distinct();
    }

    private static void Section(HelpLayout page, string title, IEnumerable<(string Label, string Text)> entries)
    {
        bool first = true;
        foreach (var (label, text) in entries)
        {
            if (first) page.Output.WriteLine($"{Environment.NewLine}{title}:");
            first = false;
            page.Entry(label, text);
        }
    }

    /// <summary>An option's names and what follows them.</summary>
    public static string LabelOf(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(static alias => alias.StartsWith('-') && alias != "-?").Append(option.Name));
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)) return names;
        string words = string.Join('|', WordsOf(option));
        return $"{names} {option.HelpName ?? (words.Length is > 0 and <= MaxWordsInLabel ? words : "NAME")}";
    }

    /// <summary>What an option means, with its words and its default.</summary>
    public static string TextOf(Option option)
    {
        string text = option.Description ?? "";
        string[] words = WordsOf(option);
        if (option.HelpName is null && words.Length > 0 && string.Join('|', words).Length > MaxWordsInLabel) text += $" One of {string.Join(", ", words)}.";
        if (option.Required) text += " [required]";
        if (option.HasDefaultValue && option.ValueType != typeof(bool) && Text(option.GetDefaultValue()) is { } value) text += $" [default: {value}]";
        return text;
    }

    private static string TextOf(Argument argument) => argument.Description ?? "";

    private static string[] WordsOf(Option option) => option.ValueType == typeof(bool) || option.ValueType == typeof(bool?) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(static item => item.Label)];

    private static string? Text(object? value) => value switch
    {
        null or "" => null,
        string text => text,
        IEnumerable list => string.Join(',', list.Cast<object>()) is { Length: > 0 } text ? text : null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
