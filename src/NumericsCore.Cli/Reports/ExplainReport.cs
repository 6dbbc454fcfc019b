using System.Globalization;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>What a model's predictions depend on, as text or JSON.</summary>
internal sealed class ExplainReport(TextWriter output, bool json)
{
    // more would not be read
    private const int MaxColumns = 100;

    public void Write(string file, KnownRows rows, Explanation explanation, string? attributions)
    {
        if (json) ScoreJson.Write(output, ToJson(file, rows, explanation, attributions));
        else WriteText(file, rows, explanation, attributions);
    }

    private void WriteText(string file, KnownRows rows, Explanation explanation, string? attributions)
    {
        var console = TextConsole.Create(output);
        var importances = explanation.Importances;
        var sizes = explanation.Attributions.Overall().ToDictionary();
        string score = ExplainCommand.Word(importances.Score);
        int dropped = rows.RowsRead - rows.Table.RowCount;
        console.Line(FormattableString.Invariant($"{file}: {rows.RowsRead} rows, {(dropped == 0 ? "none" : dropped)} dropped for missing values, {importances.RowCount} looked at; {score} {EpochText.Number(importances.Baseline)}"));
        console.WriteTable(
            ["Column", $"{score} without it is worse by", "±", "mean size of attribution"], numbersFrom: 1,
            importances.Columns.Take(MaxColumns).Select(column => (string[])[column.Column, EpochText.Number(column.Mean), EpochText.Number(column.Deviation), EpochText.Number(sizes[column.Column])]));
        if (importances.Columns.Count > MaxColumns) console.Line(FormattableString.Invariant($"and {importances.Columns.Count - MaxColumns} columns more"));
        console.Line($"attributions of a row add up to its prediction minus the baseline's, to within {EpochText.Number(explanation.Attributions.CompletenessErrors().Max())}");
        foreach (var dependence in explanation.Dependences) WriteDependence(console, dependence, explanation.IsOfClasses ? "mean probability of" : "mean prediction of");
        if (attributions is not null) console.Line(FormattableString.Invariant($"attributions of {explanation.Attributions.RowCount} rows in {attributions}"));
    }

    private static void WriteDependence(IAnsiConsole console, ColumnDependence dependence, string title) => console.WriteTable(
        [dependence.Column, .. dependence.Outputs.Select(name => $"{title} {name}")], numbersFrom: dependence.IsNumber ? 0 : 1,
        dependence.Points.Select(static point => (string[])[double.IsNaN(point.Number) ? point.Value : point.Number.ToString("G6", CultureInfo.InvariantCulture), .. point.Predictions.Select(EpochText.Number)]));

    private static JsonObject ToJson(string file, KnownRows rows, Explanation explanation, string? attributions)
    {
        var importances = explanation.Importances;
        var found = explanation.Attributions;
        var report = new JsonObject
        {
            ["file"] = file,
            ["rowsRead"] = rows.RowsRead,
            ["rowsDropped"] = rows.RowsRead - rows.Table.RowCount,
            ["rows"] = importances.RowCount,
            ["score"] = ExplainCommand.Word(importances.Score),
            ["baseline"] = ScoreJson.Number(importances.Baseline),
            ["importances"] = ScoreJson.List(importances.Columns, static column => new JsonObject { ["column"] = column.Column, ["mean"] = ScoreJson.Number(column.Mean), ["deviation"] = ScoreJson.Number(column.Deviation), ["drops"] = ScoreJson.List(column.Drops, ScoreJson.Number) }),
            ["attributions"] = ScoreJson.List(found.Overall(), static pair => new JsonObject { ["column"] = pair.Column, ["meanSize"] = ScoreJson.Number(pair.MeanSize) }),
            ["completenessError"] = ScoreJson.Number(found.CompletenessErrors().Max()),
            ["dependences"] = ScoreJson.List(explanation.Dependences, Dependence),
        };
        if (attributions is not null) report["attributionsFile"] = attributions;
        return report;
    }

    private static JsonObject Dependence(ColumnDependence dependence) => new()
    {
        ["column"] = dependence.Column,
        ["outputs"] = ScoreJson.List(dependence.Outputs, static name => name),
        ["points"] = ScoreJson.List(dependence.Points, static point => new JsonObject { ["value"] = double.IsNaN(point.Number) ? point.Value : ScoreJson.Number(point.Number), ["predictions"] = ScoreJson.List(point.Predictions, ScoreJson.Number) }),
    };
}
