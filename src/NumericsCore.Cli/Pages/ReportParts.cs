using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Data;
using NumericsCore.Plots;

namespace NumericsCore.Cli.Pages;

/// <summary>The parts that the pages on a training and on a test have in common.</summary>
internal static class ReportParts
{
    private const int MaxColumns = 200, MaxWarnings = 30;

    /// <summary>What was read.</summary>
    public static XElement Read(string file, string found, string readAs, IReadOnlyList<ColumnDescription> columns, IReadOnlyCollection<string> warnings) => Html.Section("read", "What was read",
    [
        Html.Of("p", $"{file}: {found}"),
        Html.Of("p", Html.With("class", "note"), $"read as: {readAs}"),
        .. Warnings(warnings),
        Html.Table(
            columns.Count > MaxColumns ? FormattableString.Invariant($"The first {MaxColumns} of {columns.Count} columns") : "Columns of the file",
            ["Column", "Type", "Example", "Missing", "Distinct", "Least", "Mean", "Greatest"],
            columns.Take(MaxColumns).Select(static column => (object[])[column.Name, Options.Word(column.Kind), column.Example ?? "", Count(column.Missing), Count(column.Distinct), DescribeReport.Number(column, column.Least), DescribeReport.Number(column, column.Mean), DescribeReport.Number(column, column.Greatest)]),
            numbersFrom: 3),
    ]);

    /// <summary>What is done to columns, and the layers.</summary>
    public static XElement Pipeline(TablePipeline pipeline, params object?[] rows) => Html.Section("pipeline", "Pipeline",
    [
        .. rows,
        pipeline.Columns is { } columns
            ? Html.Table("From columns to features", ["Column", "Steps", "Features"], columns.SummaryRows().Take(MaxColumns).Select(static row => (object[])[row.Column, row.Steps, Count(row.Features)]), numbersFrom: 2)
            : Html.Of("p", FormattableString.Invariant($"{pipeline.Features.ColumnNames.Count} columns of numbers, standardised: their mean is subtracted, and they are divided by their standard deviation.")),
        Html.Table("Layers", ["Layer", "Output shape", "Parameters"], pipeline.Model.SummaryRows().Select(static row => (object[])[row.Layer, row.OutputShape, row.Parameters.ToString("N0", CultureInfo.InvariantCulture)]), numbersFrom: 2),
    ]);

    /// <summary>Scores as tiles.</summary>
    public static XElement Tiles(TestScores scores) => Html.Of("ul", [Html.With("class", "tiles"), .. scores.Values.Select((score, i) => Html.Of("li",
        Html.Of("span", score.Title),
        Html.Of("strong", EpochText.Number(score.Value)),
        scores.Intervals.Count > 0 && scores.Intervals[i] is { } interval ? Html.Of("span", $"95 %: {EpochText.Number(interval.Lower)} to {EpochText.Number(interval.Upper)}") : null))]);

    /// <summary>What the permutation of columns makes worse.</summary>
    public static XElement Importances(TestedRows tested)
    {
        if (tested.Importances is not { } importances) return Html.Section("importances", "What predictions depend on", Html.Of("p", "There are too many columns to permute each of them here; numericscore explain does."));
        string score = importances.Score == ImportanceScore.R2 ? "R²" : "accuracy";
        var columns = importances.Columns;
        if (columns.Any(static column => !Axes.CanDraw(Math.Abs(column.Mean) + column.Deviation)))
            return Html.Section("importances", "What predictions depend on", Html.Of("p", $"{score} of the rows is not defined, or beyond what can be drawn: nothing can be said of the columns by it."));
        return Html.Section("importances", "What predictions depend on",
            Html.Of("p", FormattableString.Invariant($"How far {score} falls from {EpochText.Number(importances.Baseline)} when the values of a column are dealt out anew among {importances.RowCount} test rows: the mean of {TestedRows.Repeats} permutations, with the standard deviation (permutation importance).")),
            Html.Of("div", Html.With("class", "charts"),
                Html.Figure(Chart.Importances([.. columns.Select(static column => column.Column)], columns.Select(static column => column.Mean).ToArray(), columns.Select(static column => column.Deviation).ToArray(), "drop of " + score), "importances-chart", isTold: true),
                Html.Table("Importances of columns", ["Column", "Drop", "Deviation"], columns.Select(static column => (object[])[column.Column, EpochText.Number(column.Mean), EpochText.Number(column.Deviation)]), numbersFrom: 1)));
    }

    /// <summary>Simpler models on the same rows.</summary>
    public static XElement? Baselines(Outcome outcome) => outcome.Baselines.Count == 0 ? null : Html.Section("baselines", "Baselines",
        Html.Of("p", "What simpler models give on the same test rows: what is known without any column, and what a linear model of the same features adds to it."),
        Html.Table("The network beside simpler models", ["Score", .. outcome.Baselines.Select(static baseline => baseline.Title), "network"],
            outcome.Scores.Values.Select((score, i) => (object[])[score.Title, .. outcome.Baselines.Select(baseline => EpochText.Number(baseline.Scores.Values[i].Value)), EpochText.Number(score.Value)]), numbersFrom: 1));

    /// <summary>Scores by group.</summary>
    public static XElement? Groups(IReadOnlyList<GroupTable> tables) => tables.Count == 0 ? null : Html.Section("groups", "Groups",
    [
        .. tables.SelectMany(static table => (object?[])
        [
            Html.Of("h3", table.Column),
            Html.Table($"Scores by {table.Column}", [table.Column, "rows", .. table.Head.Select(static score => score.Title)], table.Groups.Select(static group => (object[])[group.Group, Count(group.Rows), .. group.Scores.Select(EpochText.Number)]), numbersFrom: 1),
            table.Disparities.Count == 0 ? null : Html.List(table.Disparities.Select(static score => (score.Title, EpochText.Number(score.Value)))),
            .. table.Notes.Select(static note => Html.Of("p", Html.With("class", "note"), note)),
        ]),
    ]);

    /// <summary>Settings, those of lists and of objects written out.</summary>
    public static IEnumerable<(string Name, string Value)> Flat(JsonObject settings, string prefix = "") => settings.SelectMany(pair => pair.Value switch
    {
        JsonObject inner => Flat(inner, prefix + pair.Key + "."),
        JsonArray list => [(prefix + pair.Key, list.Count == 0 ? "none" : string.Join(", ", list.Select(static item => Word(item))))],
        var value => [(prefix + pair.Key, Word(value))],
    });

    /// <summary>How to have the same again.</summary>
    public static XElement Repeat(string command, IEnumerable<(string, string)> facts) =>
        Html.Section("repeat", "How to repeat the run", Html.Of("pre", Html.With("tabindex", "0"), command), Html.List(facts, isWide: true));

    /// <summary>Warnings, the first of many.</summary>
    public static IEnumerable<XElement> Warnings(IReadOnlyCollection<string> warnings) =>
    [
        .. warnings.Take(MaxWarnings).Select(static warning => Html.Of("p", Html.With("class", "warning"), "Warning: " + warning)),
        .. warnings.Count > MaxWarnings ? [Html.Of("p", FormattableString.Invariant($"And {warnings.Count - MaxWarnings} warnings more."))] : (XElement[])[],
    ];

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Word(JsonNode? value) => value switch
    {
        null => "none",
        JsonValue text when text.TryGetValue(out string? word) => word,
        _ => value.ToJsonString(),
    };
}
