using System.Globalization;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Commands;
using NumericsCore.Data;

namespace NumericsCore.Cli.Reports;

/// <summary>What was understood of a table, as text or JSON.</summary>
internal sealed class DescribeReport(TextWriter output, bool json)
{
    // more would not be read
    private const int MaxColumns = 1000;
    private const int MaxExample = 40;

    public void Write(string file, Table table)
    {
        var columns = table.Describe();
        if (json)
        {
            ScoreJson.Write(output, new JsonObject { ["file"] = file, ["readAs"] = table.Csv?.ToString(), ["rows"] = table.RowCount, ["columns"] = ScoreJson.List(columns, ToJson) });
            return;
        }

        var console = TextConsole.Create(output);
        console.Line(FormattableString.Invariant($"{file}: {table.RowCount} rows, {columns.Count} columns"));
        if (table.Csv is { } csv) console.Line($"read as: {csv}");
        console.WriteTable(["Column", "Type", "Example", "Missing", "Distinct", "Least", "Mean", "Greatest"], numbersFrom: 3, columns.Take(MaxColumns).Select(Row));
        if (columns.Count > MaxColumns) console.Line(FormattableString.Invariant($"and {columns.Count - MaxColumns} columns more"));
        foreach (var column in columns.Where(static column => column.Fault is not null).Take(MaxColumns)) console.Line($"cannot be used: {column.Fault}");
    }

    private static string[] Row(ColumnDescription column) =>
    [
        column.Name, Options.Word(column.Kind), Cut(column.Example ?? ""), Count(column.Missing), Count(column.Distinct),
        Number(column.Least), Number(column.Mean), Number(column.Greatest),
    ];

    private static JsonObject ToJson(ColumnDescription column) => new()
    {
        ["name"] = column.Name,
        ["type"] = Options.Word(column.Kind),
        ["missing"] = column.Missing,
        ["distinct"] = column.Distinct,
        ["least"] = column.Least is { } least ? ScoreJson.Number(least) : null,
        ["mean"] = column.Mean is { } mean ? ScoreJson.Number(mean) : null,
        ["greatest"] = column.Greatest is { } greatest ? ScoreJson.Number(greatest) : null,
        ["example"] = column.Example,
        ["fault"] = column.Fault,
    };

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static string Cut(string text) => text.Length <= MaxExample ? text : $"{Quoted.Start(text, MaxExample)}…";
}
