using System.CommandLine;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that trains a model on a table and tests it.</summary>
internal static class TrainCommand
{
    /// <summary>The command on one line.</summary>
    public const string Usage = "train FILE.csv --target COLUMN [options]";

    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("train", "Trains a neural network on a CSV table and tests it on rows held out.");
        options.AddTo(command);
        // on a thread of its own, so that Ctrl+C is heard from the start
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options, parsed, cancellationToken), cancellationToken));
        return command;
    }

    private static int Run(TrainOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = options.Read(parsed);
        var (json, quiet, plain) = options.ReadOutput(parsed);
        TrainingFiles.Require(settings);
        var output = parsed.InvocationConfiguration.Output;
        IReport report = json ? new JsonReport(output) : new TextReport(output, quiet, plain);
        var experiment = new Experiment(settings);
        var error = parsed.InvocationConfiguration.Error;
        foreach (string warning in experiment.Warnings) error.WriteLine(PrintableText.Of($"warning: {warning}"));
        // The report that says so is not printed.
        if (quiet && !json && experiment.Input.Incomplete.Count > 0) error.WriteLine(PrintableText.Of($"warning: {settings.File}: {experiment.Input.DroppedText}"));
        report.Prepared(experiment);
        var outcome = experiment.Run(report.Follow, cancellationToken);
        try
        {
            if (settings.Save is not null) experiment.Save(settings.Save);
            outcome = outcome with { SavedTo = settings.Save };
        }
        // what was learnt is told, even where it could not be saved
        finally
        {
            report.Finished(outcome);
        }

        return ExitCodes.Success;
    }
}
