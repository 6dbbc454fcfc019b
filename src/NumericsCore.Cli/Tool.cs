using System.CommandLine;
using System.CommandLine.Parsing;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using NumericsCore.Measurement;

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
        var root = new RootCommand("Trains and evaluates neural networks on tables, with the same bits on every machine.") { TrainCommand.Create(), DevicesCommand.Create(), FormulasCommand.Create(), BenchCommand.Create() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) return ExplainUsage(parsed, error);
        var streams = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            if (parsed.Action == parsed.CommandResult.Command.Action) _ = Device.Cpu;
        }
        // a variable of the environment is part of how the command was given
        catch (InvalidOperationException e)
        {
            error.WriteLine("error: " + e.Message.TrimEnd('.'));
            return ExitCodes.BadUsage;
        }

        try
        {
            return await parsed.InvokeAsync(streams, cancellationToken);
        }
        // The mistakes that a user can make. Anything else is a bug, and has to show where it is.
        catch (Exception e) when (e is InputException or TableException or TrainingDivergedException or ResultFormatException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            error.WriteLine("error: " + PrintableText.Of(Explain(e)));
            return ExitCodes.BadInput;
        }
        catch (Exception e) when (DeviceFailures.Explain(e) is not null)
        {
            error.WriteLine("error: " + PrintableText.Of(DeviceFailures.Explain(e)!));
            return ExitCodes.WrongResult;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("cancelled");
            return ExitCodes.Cancelled;
        }
    }

    private static string Explain(Exception problem) => problem is TrainingDivergedException diverged
        ? FormattableString.Invariant($"the loss became {diverged.Loss} in epoch {diverged.Epoch}, batch {diverged.Batch}, and training stopped there; try a smaller --learning-rate, or --clip-norm 1")
        : problem.Message;

    private static int ExplainUsage(ParseResult parsed, TextWriter error)
    {
        foreach (var mistake in parsed.Errors) error.WriteLine(mistake.Message);
        var command = parsed.CommandResult.Command;
        string[] words = [.. command.Options.Select(static option => option.Name), .. command.Subcommands.Select(static inner => inner.Name)];
        var tokens = parsed.UnmatchedTokens.Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static file => file.Tokens).Select(static token => token.Value));
        foreach (string token in tokens)
        {
            if (NearestName.Of(token, words) is { } nearest) error.WriteLine($"Did you mean '{nearest}' where it says '{token}'?");
        }
        error.WriteLine();
        var (usage, help) = command.Name switch
        {
            FormulasCommand.Name => (FormulasCommand.Usage, FormulasCommand.Name),
            BenchCommand.Name => (BenchCommand.Usage, BenchCommand.Name),
            BenchTilesCommand.Name => (BenchTilesCommand.Usage, $"{BenchCommand.Name} {BenchTilesCommand.Name}"),
            BenchCompareCommand.Name => (BenchCompareCommand.Usage, $"{BenchCommand.Name} {BenchCompareCommand.Name}"),
            _ => (TrainCommand.Usage, "train"),
        };
        error.WriteLine($"Usage: numericscore {usage}");
        error.WriteLine($"'numericscore {help} --help' lists the options.");
        return ExitCodes.BadUsage;
    }
}
