using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that finds the best of many trainings.</summary>
internal static class SearchCommand
{
    public const string Name = "search";

    /// <summary>The command on one line.</summary>
    public const string Usage = "search FILE.csv --target COLUMN --try OPTION=VALUE,... [options]";

    public static Command Create()
    {
        var options = new SearchOptions();
        var command = new ToolCommand(Name, "Trains with many settings and ranks them by their scores on validation rows; the test rows stay unseen.", Usage)
        {
            Examples =
            [
                new("two learning rates", "search d.csv --target y --try learning-rate=0.001,0.01"),
                new("two networks", "search d.csv --target y --try layers=64 --try layers=64,32"),
                new("three trainings, the bad ones not to the end", "search d.csv --target y --try dropout=0,0.2,0.5 --halving"),
            ],
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options, parsed, cancellationToken), cancellationToken));
        return command;
    }

    private static int Run(SearchOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (json, quiet) = options.ReadOutput(parsed);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        Search.Run(options.Read(parsed), json ? new JsonSearchReport(output) : new TextSearchReport(output, quiet), error, cancellationToken);
        return ExitCodes.Success;
    }
}
