using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pages;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that tests a saved model on a table with known targets.</summary>
internal static class EvaluateCommand
{
    public const string Name = "evaluate";

    /// <summary>The command on one line.</summary>
    public const string Usage = "evaluate MODEL.safetensors FILE.csv [options]";

    public static Command Create()
    {
        var options = new ModelOptions();
        var by = new Option<string[]>("--by") { Description = "Print the scores of each value of this column too, and how far apart they are; may be given several times.", HelpName = "COLUMN", DefaultValueFactory = static _ => [] };
        var bootstrap = EvaluationOptions.Bootstrap();
        var calibration = Options.Flag("--calibration", "Of classes, print Brier score, expected calibration error and the reliability curve too.");
        var json = Options.Flag("--json", "Print one JSON object instead of text.");
        var command = new ToolCommand(Name, "Tests a saved model on a CSV table that has the target too.", Usage)
        {
            Examples =
            [
                new("the scores of a training's test, for another table", "evaluate m.safetensors test.csv"),
                new("for each group, with confidence intervals", "evaluate m.safetensors test.csv --by sex --bootstrap 1000"),
            ],
        };
        var report = ReportFile.Option();
        options.AddTo(command);
        command.Add(HelpGroup.Evaluation, by, bootstrap, calibration);
        command.Add(HelpGroup.Output, report, json);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options, parsed, new(parsed.GetRequiredValue(by), bootstrap.Value(parsed), parsed.GetValue(calibration), parsed.GetValue(report)), parsed.GetValue(json), cancellationToken), cancellationToken));
        return command;
    }

    /// <summary>What is told besides the scores.</summary>
    private sealed record Extras(string[] By, int Resamples, bool Calibration, string? Report);

    private static int Run(ModelOptions options, ParseResult parsed, Extras extras, bool json, CancellationToken cancellationToken)
    {
        var (model, file) = options.Files(parsed);
        if (extras.Report is { } checkedFirst) ReportFile.Require(checkedFirst, model, file);
        var pipeline = options.Load(parsed);
        var table = InputWarnings.Advised(() => EvaluationTable.Read(file, options.Csv(parsed, pipeline), pipeline, extras.By));
        InputWarnings.Write(parsed.InvocationConfiguration.Error, ColumnWarnings.OfUnknown(file, table.Unknown));
        var task = PredictionTask.Of(pipeline, table.Target);
        if (extras.Calibration && task.Labels is null) throw new InputException($"--calibration needs classes, but the target '{pipeline.Target}' is a number");
        var (scores, calibration) = Scores(pipeline, task, table, extras);
        var groups = ByGroup(pipeline, table);
        InputWarnings.Write(parsed.InvocationConfiguration.Error, groups.SelectMany(static group => group.Notes).Select(note => $"{file}: {note}"));
        if (extras.Report is { } page) ReportFile.Write(page, ReportFile.Of(model, file, pipeline, task, scores, groups, options.Csv(parsed, pipeline), ReportFile.Command(parsed), cancellationToken));
        new EvaluateReport(parsed.InvocationConfiguration.Output, json).Write(file, table, task, scores, calibration, groups);
        return ExitCodes.Success;
    }

    private static GroupTable[] ByGroup(TablePipeline pipeline, EvaluationTable table)
    {
        if (table.Groups.Count == 0) return [];
        var rows = ScoredRows.Of(pipeline, table.Target, pipeline.Predict(table.Features));
        return [.. table.Groups.Select(group => GroupTable.Of(group.Column, group.Texts, rows))];
    }

    private static (TestScores, CalibrationScores?) Scores(TablePipeline pipeline, PredictionTask task, EvaluationTable table, Extras extras)
    {
        var outputs = pipeline.Outputs(table.Features);
        if (task.Labels is not null) pipeline.ProbabilitiesOf(outputs);
        int[] rows = [.. Enumerable.Range(0, table.Features.RowCount)];
        try
        {
            // the loss alone is asked for
            pipeline.Model.Compile(new Sgd(1), task.Loss);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"the model cannot be tested: {e.Message.ReplaceLineEndings(" ")}");
        }

        var features = pipeline.Features.Transform(table.Features).ToTensor(pipeline.ElementType, pipeline.Device);
        double loss = pipeline.Model.Evaluate(features, task.Targets(rows, pipeline.Device, pipeline.ElementType)).Loss;
        double[] values = task.Values(outputs);
        var scores = ScoreIntervals.Add(task.Score(loss, values, rows), task, values, rows, extras.Resamples, seed: 0);
        return (scores, extras.Calibration ? CalibrationScores.Of(values, task.Labels!, rows) : null);
    }
}
