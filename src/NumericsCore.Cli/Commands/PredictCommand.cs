using System.CommandLine;
using System.Text;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Streams;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that predicts the rows of a table with a saved model.</summary>
internal static class PredictCommand
{
    public const string Name = "predict";

    /// <summary>The command on one line.</summary>
    public const string Usage = "predict MODEL.safetensors FILE.csv [options]";

    private const int BufferedCharacters = 1 << 16;

    public static Command Create()
    {
        var options = new ModelOptions();
        var output = new Option<string?>("--output") { Description = "Write the predictions to this file, which is replaced whole. [default: standard output]", HelpName = "FILE.csv" };
        var probabilities = Options.Flag("--probabilities", "Write the probability of each class too.");
        var keep = new Option<string[]>("--keep") { Description = "A column to write before the prediction, such as one that names the row; may be given several times.", HelpName = "COLUMN", DefaultValueFactory = static _ => [] };
        var command = new ToolCommand(Name, "Predicts the rows of a CSV table of any size with a saved model.", Usage)
        {
            Examples =
            [
                new("to a file, with the probability of each class", "predict m.safetensors new.csv --probabilities --output p.csv"),
                new("from a pipe", "predict m.safetensors /dev/stdin --keep id < new.csv"),
            ],
        };
        options.AddTo(command);
        command.Add(HelpGroup.Output, output, probabilities, keep);
        // on a thread of its own, so that Ctrl+C is heard from the start
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options, parsed, parsed.GetValue(output), parsed.GetValue(probabilities), parsed.GetRequiredValue(keep), cancellationToken), cancellationToken));
        return command;
    }

    private static int Run(ModelOptions options, ParseResult parsed, string? output, bool probabilities, string[] keep, CancellationToken cancellationToken)
    {
        var (model, table) = options.Files(parsed);
        if (output is not null) FileNames.RequireOther(output, "--output", model, table);
        using var file = output is null ? null : OutputFile.Open(output, "--output");
        var pipeline = options.Load(parsed);
        if (probabilities && pipeline.Classes is null) throw new InputException($"--probabilities needs classes, but the target '{pipeline.Target}' is a number");
        var reading = new CsvPredictionOptions { Csv = options.Csv(parsed, pipeline), Probabilities = probabilities, Keep = keep };
        var console = parsed.InvocationConfiguration;
        var predictions = InputWarnings.Advised(() => Predict(pipeline, table, file, console.Output, reading, cancellationToken));
        InputWarnings.Write(console.Error, Warnings(pipeline, predictions, table));
        if (output is not null) console.Output.WriteLine(PrintableText.Of(FormattableString.Invariant($"{table}: {predictions.RowCount} rows predicted, in {output}")));
        return ExitCodes.Success;
    }

    private static CsvPredictions Predict(TablePipeline pipeline, string table, OutputFile? file, TextWriter console, CsvPredictionOptions reading, CancellationToken cancellationToken)
    {
        if (file is null) return Predict(pipeline, table, new PrintableLines(console), reading, cancellationToken);
        CsvPredictions? predictions = null;
        file.Write(stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferedCharacters, leaveOpen: true);
            predictions = Predict(pipeline, table, writer, reading, cancellationToken);
        });
        return predictions!;
    }

    private static CsvPredictions Predict(TablePipeline pipeline, string table, TextWriter output, CsvPredictionOptions reading, CancellationToken cancellationToken) =>
        TableFile.ReadRows(table, reading.Csv!, pipeline, reading.Keep, rows => pipeline.PredictRows(rows, table, output, reading, cancellationToken));

    private static IEnumerable<string> Warnings(TablePipeline pipeline, CsvPredictions predictions, string table)
    {
        string[] ignored = [.. predictions.Ignored.Where(name => name != pipeline.Target)];
        if (ignored.Length > 0) yield return $"{table}: the model does not use {ColumnNames.List(ignored)}";
        foreach (string warning in ColumnWarnings.OfUnknown(table, predictions.Unknown)) yield return warning;
        if (predictions.IncompleteCount > 0)
            yield return FormattableString.Invariant($"{table}: {predictions.IncompleteCount} of {predictions.RowCount} rows miss a value, and their prediction is blank");
    }
}
