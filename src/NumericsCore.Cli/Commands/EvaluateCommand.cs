using System.CommandLine;
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
        var json = Options.Flag("--json", "Print one JSON object instead of text.");
        var command = new Command(Name, "Tests a saved model on a CSV table that has the target too.");
        options.AddTo(command, by, json);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options, parsed, parsed.GetRequiredValue(by), parsed.GetValue(json)), cancellationToken));
        return command;
    }

    private static int Run(ModelOptions options, ParseResult parsed, string[] by, bool json)
    {
        string file = options.Files(parsed).Table;
        var pipeline = options.Load(parsed);
        var table = InputWarnings.Advised(() => EvaluationTable.Read(file, options.Csv(parsed, pipeline), pipeline, by));
        InputWarnings.Write(parsed.InvocationConfiguration.Error, ColumnWarnings.OfUnknown(file, table.Unknown));
        var task = PredictionTask.Of(pipeline, table.Target);
        var scores = Scores(pipeline, task, table);
        var groups = ByGroup(pipeline, table);
        InputWarnings.Write(parsed.InvocationConfiguration.Error, groups.SelectMany(static group => group.Notes).Select(note => $"{file}: {note}"));
        new EvaluateReport(parsed.InvocationConfiguration.Output, json).Write(file, table, task, scores, groups);
        return ExitCodes.Success;
    }

    private static GroupTable[] ByGroup(TablePipeline pipeline, EvaluationTable table)
    {
        if (table.Groups.Count == 0) return [];
        var rows = ScoredRows.Of(pipeline, table.Target, pipeline.Predict(table.Features));
        return [.. table.Groups.Select(group => GroupTable.Of(group.Column, group.Texts, rows))];
    }

    private static TestScores Scores(TablePipeline pipeline, PredictionTask task, EvaluationTable table)
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
        return task.Score(loss, outputs, rows);
    }
}
