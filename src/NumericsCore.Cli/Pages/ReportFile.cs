using System.CommandLine;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using NumericsCore.Measurement;
using NumericsCore.Plots;

namespace NumericsCore.Cli.Pages;

/// <summary>The file of a page, which can be written when a command begins, and is written when it ends.</summary>
internal static class ReportFile
{
    /// <summary>The option's name.</summary>
    public const string Name = "--report";

    /// <summary>The option.</summary>
    public static Option<string?> Option() => new(Name) { Description = "Write a page to this file, to look at in a browser: what was read, the test with its curves, importances, the rows most wrong, and how to repeat it.", HelpName = "FILE.html" };

    /// <summary>Checks that the page can be written, and is nothing that is read.</summary>
    /// <exception cref="InputException">It is one of the files that are read, or no file.</exception>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public static void Require(string path, params string[] inputs) => TrainingFiles.RequireWritable(path, Name, inputs);

    /// <summary>Writes a page.</summary>
    /// <exception cref="OutputFileException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string path, byte[] page) => OutputFile.WriteAll(path, page);

    /// <summary>The command as it was given, to be given again.</summary>
    public static string Command(ParseResult parsed) => string.Join(' ', parsed.Tokens.Select(static token => ShellWord.Of(token.Value)).Prepend("numericscore"));

    /// <summary>The page on a training.</summary>
    public static byte[] Of(Outcome outcome, string command, CancellationToken cancellationToken)
    {
        var experiment = outcome.Experiment;
        var (input, rows) = (experiment.Input, experiment.Rows);
        var tested = TestedRows.Of(experiment.Pipeline(), experiment.TestRows, experiment.Settings.Seed, cancellationToken);
        string device = experiment.DeviceName;
        return Page.Bytes($"{input.Target.Name} of {Path.GetFileName(input.File)}", Lead(experiment.Task, input.Target.Name, rows.Test),
            TestParts.Test(outcome.Scores, tested, FormattableString.Invariant($"{rows.Test} rows that the training did not see{Threshold(outcome)}."), outcome.Calibration),
            ReportParts.Baselines(outcome),
            Html.Section("curves", "Training", Html.Of("p", FormattableString.Invariant($"{outcome.History.Epochs.Count} of at most {experiment.Settings.Epochs} epochs, in batches of {experiment.BatchSize} rows, on {device}.")),
                Html.Of("div", [Html.With("class", "charts"), .. Chart.TrainingValues(outcome.History).Select((name, i) => Html.Figure(Chart.Training(outcome.History, name), FormattableString.Invariant($"curve{i}")))])),
            ReportParts.Importances(tested),
            TestParts.Errors(tested),
            ReportParts.Read(input.File, FormattableString.Invariant($"{input.RowsRead} rows, {input.DroppedText}; {experiment.FeatureNames.Count} features"), input.ReadAs, input.Described ?? [], experiment.Warnings.ToArray()),
            ReportParts.Pipeline(tested.Pipeline, Html.Of("p", FormattableString.Invariant($"{rows.Training} rows to train on, {rows.Validation} to validate, {rows.Test} to test."))),
            Html.Section("settings", "Settings", Html.List(ReportParts.Flat(Reports.JsonReport.Settings(experiment)))),
            ReportParts.Repeat(command,
            [
                ("seed", FormattableString.Invariant($"{experiment.Settings.Seed}")), ("table's SHA-256", input.Sha256), ("weights' SHA-256", outcome.WeightsSha256),
                ("version", MachineReader.Version(typeof(ReportFile).Assembly)), ("device", device), .. outcome.SavedTo is { } saved ? [("saved to", saved)] : ((string, string)[])[],
            ]));
    }

    /// <summary>The page on the test of a saved model.</summary>
    public static byte[] Of(string model, string file, TablePipeline pipeline, PredictionTask task, TestScores scores, IReadOnlyList<GroupTable> groups, CsvOptions csv, string command, CancellationToken cancellationToken)
    {
        var known = InputWarnings.Advised(() => HashedFile.Read(file, () => KnownRows.Read(file, csv, pipeline), out _));
        var tested = TestedRows.Of(pipeline, known.Table, 0, cancellationToken);
        int count = known.Table.RowCount, dropped = known.RowsRead - count;
        return Page.Bytes($"{pipeline.Target} of {Path.GetFileName(file)}", Lead(task, pipeline.Target, count),
            TestParts.Test(scores, tested, FormattableString.Invariant($"{count} rows.")),
            ReportParts.Groups(groups),
            ReportParts.Importances(tested),
            TestParts.Errors(tested),
            ReportParts.Read(file, FormattableString.Invariant($"{known.RowsRead} rows, {(dropped == 0 ? "none" : dropped)} dropped for missing values"), TableFile.ReadAs(known.Table, file), known.Table.Describe(), []),
            ReportParts.Pipeline(pipeline),
            ReportParts.Repeat(command, [("model", model), ("weights' SHA-256", pipeline.Model.WeightsSha256()), ("version", MachineReader.Version(typeof(ReportFile).Assembly))]));
    }

    private static string Lead(PredictionTask task, string target, int rows) => task.Labels is { } labels
        ? FormattableString.Invariant($"A neural network that predicts {target}, one of {labels.Names.Count} classes{(labels.Positive is { } positive ? $" of which {positive} is the positive one" : "")}, tested on {rows} rows.")
        : FormattableString.Invariant($"A neural network that predicts {target}, a number, tested on {rows} rows.");

    private static string Threshold(Outcome outcome) => outcome.Threshold is { } threshold
        ? $"; {outcome.Experiment.Task.Labels!.Positive} from a probability of {EpochText(threshold)} on"
        : "";

    private static string EpochText(double value) => Reports.EpochText.Number(value);
}
