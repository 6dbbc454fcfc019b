using System.Globalization;
using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Scores by group, as text and as JSON.</summary>
internal static class GroupReports
{
    public static void Write(IAnsiConsole console, GroupTable table)
    {
        console.WriteTable(
            [table.Column, "rows", .. table.Head.Select(static score => score.Title)], numbersFrom: 1,
            table.Groups.Select(static group => (string[])[group.Group, group.Rows.ToString(CultureInfo.InvariantCulture), .. group.Scores.Select(EpochText.Number)]));
        foreach (var disparity in table.Disparities) console.Line($"{disparity.Title}: {(double.IsNaN(disparity.Value) ? "none, as all rates are 0" : EpochText.Number(disparity.Value))}");
    }

    public static JsonObject ToJson(GroupTable table)
    {
        var json = new JsonObject { ["column"] = table.Column, ["groups"] = ScoreJson.List(table.Groups, group => Group(table, group)) };
        foreach (var disparity in table.Disparities) json[disparity.Key] = ScoreJson.Number(disparity.Value);
        return json;
    }

    private static JsonObject Group(GroupTable table, GroupRow group)
    {
        var json = new JsonObject { ["group"] = group.Group, ["rows"] = group.Rows };
        for (int i = 0; i < table.Head.Count; i++) json[table.Head[i].Key] = ScoreJson.Number(group.Scores[i]);
        return json;
    }
}
