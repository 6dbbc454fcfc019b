using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that prints what is understood of a table, before anything is trained on it.</summary>
internal static class DescribeCommand
{
    public const string Name = "describe";

    /// <summary>The command on one line.</summary>
    public const string Usage = "describe FILE.csv [options]";

    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "A table in CSV, also gzipped, or in Parquet or Arrow (Feather)." };
        var reading = new ReadingOptions();
        var missing = MissingOption.Create();
        var json = Options.Flag("--json", "Print one JSON object instead of text.");
        var command = new ToolCommand(Name, "Prints what is understood of a table: a row for each column, with type, missing and distinct values, range and an example.", Usage)
        {
            Examples = [new("before anything is trained", "describe data.csv"), new("a table with a word of its own for missing values", "describe data.csv --missing unknown --json")],
        };
        command.Add(file);
        command.Add(HelpGroup.Data, [.. reading.All, missing]);
        command.Add(HelpGroup.Output, json);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(FileNames.RequireTable(parsed.GetRequiredValue(file)), MissingOption.Read(parsed, missing, reading.Read(parsed)), parsed.GetValue(json), parsed.InvocationConfiguration), cancellationToken));
        return command;
    }

    private static int Run(string path, CsvOptions csv, bool json, InvocationConfiguration streams)
    {
        var table = InputWarnings.Advised(() => TableFile.Read(path, csv));
        InputWarnings.Write(streams.Error, table.Notes.Select(note => $"{path}: {note}{InputWarnings.Advice(note.Remedy)}").Concat(DateColumns.Notes(path, table)));
        new DescribeReport(streams.Output, json).Write(path, table);
        return ExitCodes.Success;
    }
}
