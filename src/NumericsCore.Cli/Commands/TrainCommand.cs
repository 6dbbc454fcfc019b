using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pages;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Distributed;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that trains a model on a table and tests it.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    /// <summary>The command on one line.</summary>
    public const string Usage = "train FILE.csv --target COLUMN [options]";

    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new ToolCommand(Name, "Trains a neural network on a CSV table and tests it on rows held out.", Usage)
        {
            Config = options.Config,
            Examples =
            [
                new("classes or numbers: the target says which", "train iris.csv --target species"),
                new("text and missing values, and a model to keep", "train data.csv --target y --impute median --save m.safetensors"),
                new("a score that does not hang on one split", "train data.csv --target y --folds 5 --stratify"),
                new("all that came out, and the same run again", "train data.csv --target y --json > run.json"),
                new("the same, with another seed", "train --config run.json --seed 1"),
            ],
        };
        options.AddTo(command);
        // on a thread of its own, so that Ctrl+C is heard from the start
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options, parsed, cancellationToken), cancellationToken));
        return command;
    }

    /// <summary>What decides the outcome of a training, from its arguments.</summary>
    /// <param name="args">The arguments of the tool, this command first.</param>
    /// <exception cref="InputException">They are not understood, a number is out of its range, or two contradict each other.</exception>
    public static TrainSettings Settings(string[] args)
    {
        var options = new TrainOptions();
        var command = new ToolCommand(Name, "", Usage);
        options.AddTo(command);
        var parsed = command.Parse(args[1..]);
        string line = string.Join(' ', args.Select(ShellWord.Of).Prepend(HelpPage.Tool));
        if (parsed.Errors.Count > 0) throw new InputException($"'{line}': {parsed.Errors[0].Message.ReplaceLineEndings(" ")}");
        try
        {
            return options.Read(parsed);
        }
        catch (InputException e)
        {
            throw new InputException($"'{line}': {e.Message}");
        }
    }

    private static int Run(TrainOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = options.Read(parsed);
        var show = options.ReadOutput(parsed);
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (settings.Evaluation.HasSeveralRuns)
        {
            var report = show.Json ? (IRunsReport)new JsonRunsReport(output) : new TextRunsReport(output, show.Quiet);
            SeveralRuns.Run(settings, () => options.Read(parsed), report, error, cancellationToken);
            return ExitCodes.Success;
        }

        string command = ReportFile.Command(parsed);
        if (!settings.DataParallel) return Train(settings, show, output, error, command, null, cancellationToken);
        return DataParallel.Run(error, processes => processes.Rank == 0
            ? Train(DataParallel.Shared(settings, processes), show, output, error, command, processes, cancellationToken)
            : Train(DataParallel.Shared(settings, processes), (false, true), TextWriter.Null, TextWriter.Null, command, processes, cancellationToken));
    }

    private static int Train(TrainSettings settings, (bool Json, bool Quiet) show, TextWriter output, TextWriter error, string command, Communicator? processes, CancellationToken cancellationToken)
    {
        var (json, quiet) = show;
        bool isFirst = processes is null or { Rank: 0 };
        if (isFirst) TrainingFiles.Require(settings);
        IReport report = json ? new JsonReport(output) : new TextReport(output, quiet);
        var experiment = new Experiment(settings);
        if (processes is not null) DataParallel.RequireSame(processes, experiment);
        if (isFirst) experiment.CheckLeakage();
        InputWarnings.Write(error, experiment.Warnings);
        // The report that says so is not printed.
        if (quiet && !json && experiment.Input.Incomplete.Count > 0) InputWarnings.Write(error, [$"{settings.File}: {experiment.Input.DroppedText}"]);
        report.Prepared(experiment);
        var baselines = settings.Evaluation.Baselines ? Baselines.Of(experiment, cancellationToken) : [];
        var outcome = experiment.Run(report.Follow, processes, cancellationToken) with { Baselines = baselines };
        try
        {
            if (isFirst && settings.Save is not null) experiment.Save(settings.Save);
            outcome = outcome with { SavedTo = settings.Save };
            if (isFirst && settings.Report is not null) ReportFile.Write(settings.Report, ReportFile.Of(outcome, command, cancellationToken));
            outcome = outcome with { ReportedTo = settings.Report };
        }
        // what was learnt is told, even where it could not be saved
        finally
        {
            report.Finished(outcome);
        }

        return ExitCodes.Success;
    }
}
