using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Reports;

/// <summary>The test of a saved model, as the part of a training's report that tells of its test.</summary>
internal sealed class EvaluateReport(TextWriter output, bool json)
{
    public void Write(string file, EvaluationTable table, PredictionTask task, TestScores scores, CalibrationScores? calibration, IReadOnlyList<GroupTable> groups)
    {
        int rows = table.Features.RowCount;
        if (json)
        {
            var report = new JsonObject { ["file"] = file, ["rowsRead"] = table.RowsRead, ["rowsDropped"] = table.RowsRead - rows, ["task"] = task.Name };
            ScoreJson.Add(report, scores, task);
            if (calibration is not null) report["calibration"] = CalibrationReports.ToJson(calibration);
            if (task.Labels is { } labels) report["classes"] = ScoreJson.List(labels.Names, static name => name);
            if (groups.Count > 0) report["by"] = ScoreJson.List(groups, GroupReports.ToJson);
            ScoreJson.Write(output, report);
            return;
        }

        var console = TextConsole.Create(output);
        int dropped = table.RowsRead - rows;
        console.Line(FormattableString.Invariant($"{file}: {table.RowsRead} rows, {(dropped == 0 ? "none" : dropped)} dropped for missing values; target {table.Target.Name}: {task.Name}"));
        ScoreText.Write(console, rows, scores, task.Labels?.Positive);
        if (calibration is not null) CalibrationReports.Write(console, calibration);
        foreach (var group in groups) GroupReports.Write(console, group);
    }
}
