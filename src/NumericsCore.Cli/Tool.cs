using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Streams;

namespace NumericsCore.Cli;

/// <summary>The command line from its arguments to the exit code.</summary>
internal static class Tool
{
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

    private static async Task<int> ParseAndRunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Trains and evaluates neural networks on tables, with the same bits on every machine.") { TrainCommand.Create(), DescribeCommand.Create(), PredictCommand.Create(), EvaluateCommand.Create(), ExplainCommand.Create(), InspectCommand.Create(), DevicesCommand.Create(), FormulasCommand.Create(), BenchCommand.Create(), CompletionCommand.Create() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) return ExplainUsage(parsed, error);
        if (parsed.Action == parsed.CommandResult.Command.Action && EnvironmentVariables.Fault() is { } fault)
        {
            error.WriteLine(PrintableText.Of($"error: {fault}"));
            return ExitCodes.BadUsage;
        }

        var streams = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(streams, cancellationToken);
    }

    private static int ExplainUsage(ParseResult parsed, TextWriter error)
    {
        foreach (string line in parsed.Errors.SelectMany(static mistake => mistake.Message.ReplaceLineEndings("\n").Replace('\t', ' ').Split('\n'))) error.WriteLine(PrintableText.Of(line));
        var command = parsed.CommandResult.Command;
        string[] words = [.. command.Options.Select(static option => option.Name), .. command.Subcommands.Select(static inner => inner.Name)];
        var tokens = parsed.UnmatchedTokens.Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static file => file.Tokens).Select(static token => token.Value));
        foreach (string token in tokens)
        {
            if (NearestName.Of(token, words) is { } nearest) error.WriteLine(PrintableText.Of($"Did you mean '{nearest}' where it says '{token}'?"));
        }
        error.WriteLine();
        var (usage, help) = command.Name switch
        {
            FormulasCommand.Name => (FormulasCommand.Usage, FormulasCommand.Name),
            DescribeCommand.Name => (DescribeCommand.Usage, DescribeCommand.Name),
            PredictCommand.Name => (PredictCommand.Usage, PredictCommand.Name),
            EvaluateCommand.Name => (EvaluateCommand.Usage, EvaluateCommand.Name),
            ExplainCommand.Name => (ExplainCommand.Usage, ExplainCommand.Name),
            InspectCommand.Name => (InspectCommand.Usage, InspectCommand.Name),
            BenchCommand.Name => (BenchCommand.Usage, BenchCommand.Name),
            BenchTilesCommand.Name => (BenchTilesCommand.Usage, $"{BenchCommand.Name} {BenchTilesCommand.Name}"),
            BenchCompareCommand.Name => (BenchCompareCommand.Usage, $"{BenchCommand.Name} {BenchCompareCommand.Name}"),
            CompletionCommand.Name => (CompletionCommand.Usage, CompletionCommand.Name),
            _ => (TrainCommand.Usage, "train"),
        };
        error.WriteLine($"Usage: numericscore {usage}");
        error.WriteLine($"'numericscore {help} --help' lists the options.");
        return ExitCodes.BadUsage;
    }
}
