using System.Globalization;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
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
            ScoreJson.Write(output, new JsonObject { ["file"] = file, ["readAs"] = TableFile.ReadAs(table, file), ["rows"] = table.RowCount, ["columns"] = ScoreJson.List(columns, ToJson) });
            return;
        }

        var console = TextConsole.Create(output);
        console.Line(FormattableString.Invariant($"{file}: {table.RowCount} rows, {columns.Count} columns"));
        console.Line($"read as: {TableFile.ReadAs(table, file)}");
        console.WriteTable(["Column", "Type", "Example", "Missing", "Distinct", "Least", "Mean", "Greatest"], numbersFrom: 3, columns.Take(MaxColumns).Select(Row));
        if (columns.Count > MaxColumns) console.Line(FormattableString.Invariant($"and {columns.Count - MaxColumns} columns more"));
        foreach (var column in columns.Where(static column => column.Fault is not null).Take(MaxColumns)) console.Line($"cannot be used: {column.Fault}");
    }

    private static string[] Row(ColumnDescription column) =>
    [
        column.Name, Options.Word(column.Kind), Cut(column.Example ?? ""), Count(column.Missing), Count(column.Distinct),
        Number(column, column.Least), Number(column, column.Mean), Number(column, column.Greatest),
    ];

    private static JsonObject ToJson(ColumnDescription column) => new()
    {
        ["name"] = column.Name,
        ["type"] = Options.Word(column.Kind),
        ["missing"] = column.Missing,
        ["distinct"] = column.Distinct,
        ["least"] = Value(column, column.Least),
        ["mean"] = Value(column, column.Mean),
        ["greatest"] = Value(column, column.Greatest),
        ["example"] = column.Example,
        ["fault"] = column.Fault,
    };

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of a column's values as reports show it: a date where they are dates.</summary>
    public static string Number(ColumnDescription column, double? value) => column.Kind == ColumnKind.Date && value is { } days
        ? DateForm.Written(days)
        : value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static JsonValue? Value(ColumnDescription column, double? value)
    {
        if (value is not { } number) return null;
        return column.Kind == ColumnKind.Date ? JsonValue.Create(DateForm.Written(number)) : ScoreJson.Number(number);
    }

    private static string Cut(string text) => text.Length <= MaxExample ? text : $"{Quoted.Start(text, MaxExample)}…";
}
