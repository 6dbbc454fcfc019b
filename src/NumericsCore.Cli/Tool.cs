using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Streams;

namespace NumericsCore.Cli;

/// <summary>The command line from its arguments to the exit code.</summary>
internal static class Tool
{
    private const string Plain = "--plain";

    private static readonly (string Name, Func<Command> Create)[] s_commands =
    [
        (TrainCommand.Name, TrainCommand.Create),
        (SearchCommand.Name, SearchCommand.Create),
        (DescribeCommand.Name, DescribeCommand.Create),
        (PredictCommand.Name, PredictCommand.Create),
        (EvaluateCommand.Name, EvaluateCommand.Create),
        (ExplainCommand.Name, ExplainCommand.Create),
        (InspectCommand.Name, InspectCommand.Create),
        (DevicesCommand.Name, DevicesCommand.Create),
        (FormulasCommand.Name, FormulasCommand.Create),
        (BenchCommand.Name, BenchCommand.Create),
        (VerifyCommand.Name, VerifyCommand.Create),
        (ReportCommand.Name, ReportCommand.Create),
        (CompletionCommand.Name, CompletionCommand.Create),
    ];

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments, without the name of the tool.</param>
    /// <param name="output">Takes what was asked for, and nothing else.</param>
    /// <param name="error">Takes one message when something goes wrong.</param>
    /// <param name="cancellationToken">Ends the command, as Ctrl+C does.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // the same text everywhere, the parser's own included
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var messages = new MessageWriter(error);
        try
        {
            return await ParseAndRunAsync(args, output, messages, cancellationToken);
        }
        catch (Exception e)
        {
            return Failures.Report(e, messages);
        }
    }

    /// <summary>The commands and options of the tool.</summary>
    /// <param name="args">The arguments that are parsed: only the command that they name has its options then. Null for all.</param>
    public static RootCommand CreateRoot(string[]? args = null)
    {
        var root = new RootCommand("Trains and evaluates neural networks on tables, with the same bits on every machine.");
        // most of a short command's time would go into the options of the others; a response file may name any command
        string? named = args is null || args.Any(static arg => arg.StartsWith('@')) ? null : args.FirstOrDefault(static arg => s_commands.Any(command => command.Name == arg));
        foreach (var (name, create) in s_commands) root.Add(named is null || named == name ? create() : new Command(name));
        // made anew: an option remembers every command that it was ever added to
        root.Add(new Option<bool>(Plain) { Description = $"No tables drawn, no progress bar, no colours: for screen readers and searches; {PlainOutput.Switch}=1 does the same.", Recursive = true });
        foreach (var help in root.Options.OfType<HelpOption>()) (help.Action, help.Description) = (new PrintHelp(), "Show this page.");
        foreach (var version in root.Options.OfType<VersionOption>()) version.Description = "Print the version.";
        return root;
    }

    private static async Task<int> ParseAndRunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var root = CreateRoot(args);
        var parsed = root.Parse(args);
        var config = (parsed.CommandResult.Command as ToolCommand)?.Config;
        if (config is not null && parsed.Action is not PrintHelp) parsed = root.Parse(config.Complete(args, parsed));
        if (parsed.Errors.Count > 0) return ExplainUsage(parsed, error);
        if (parsed.Action == parsed.CommandResult.Command.Action && EnvironmentVariables.Fault() is { } fault)
        {
            error.WriteLine(PrintableText.Of($"error: {fault}"));
            return ExitCodes.BadUsage;
        }

        if (parsed.GetValue<bool>(Plain) || Environment.GetEnvironmentVariable(PlainOutput.Switch) == "1") (output, error) = (new PlainOutput(output), new PlainOutput(error));
        var streams = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(streams, cancellationToken);
        }
        catch (InputException e) when (config?.Path is not null)
        {
            throw new InputException(config.Explain(e.Message));
        }
    }

    private static int ExplainUsage(ParseResult parsed, TextWriter error)
    {
        foreach (string line in parsed.Errors.SelectMany(mistake => ((parsed.CommandResult.Command as ToolCommand)?.Config?.Explain(mistake) ?? mistake.Message).ReplaceLineEndings("\n").Replace('\t', ' ').Split('\n'))) error.WriteLine(PrintableText.Of(line));
        var command = parsed.CommandResult.Command;
        string[] words = [.. command.Options.Select(static option => option.Name), Plain, .. command.Subcommands.Select(static inner => inner.Name)];
        var tokens = parsed.UnmatchedTokens.Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static file => file.Tokens).Select(static token => token.Value));
        foreach (string token in tokens)
        {
            if (NearestName.Of(token, words) is { } nearest) error.WriteLine(PrintableText.Of($"Did you mean '{nearest}' where it says '{token}'?"));
        }
        error.WriteLine();
        error.WriteLine($"Usage: {HelpPage.Tool} {HelpPage.UsageOf(command)}");
        error.WriteLine($"'{HelpPage.Tool}{HelpPage.PathOf(command)} --help' lists the {(command is RootCommand ? "commands" : "options")}.");
        return ExitCodes.BadUsage;
    }
}
