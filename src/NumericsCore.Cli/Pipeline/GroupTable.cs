namespace NumericsCore.Cli.Pipeline;

/// <summary>One group's scores.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Scores">What the table's head names.</param>
internal sealed record GroupRow(string Group, int Rows, IReadOnlyList<double> Scores);

/// <summary>Scores for each value of a column, and how far apart they are.</summary>
/// <param name="Column">The column.</param>
/// <param name="Head">The scores' names in JSON and in reports.</param>
/// <param name="Groups">All rows, then the groups by name.</param>
/// <param name="Disparities">Between groups, as Fairlearn defines them; none but of two classes.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record GroupTable(string Column, IReadOnlyList<(string Key, string Title)> Head, IReadOnlyList<GroupRow> Groups, IReadOnlyList<Score> Disparities, IReadOnlyList<string> Notes)
{
    /// <summary>The group of all rows.</summary>
    public const string Overall = "all rows";

    private const int MaxGroups = 100;

    /// <summary>The scores by group.</summary>
    /// <param name="column">The column.</param>
    /// <param name="groups">For each row its value.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="InputException">There are too many different values.</exception>
    public static GroupTable Of(string column, IReadOnlyList<string> groups, ScoredRows rows)
    {
        int count = groups.Distinct(StringComparer.Ordinal).Count();
        if (count > MaxGroups) throw new InputException(FormattableString.Invariant($"--by names '{column}', which has {count} different values; expected a column of at most {MaxGroups} groups"));
        if (rows.Classes is { Count: 2 }) return OfTwoClasses(column, GroupReport.Of(rows.Actual, rows.Predicted, groups));
        var byName = Enumerable.Range(0, rows.Count).GroupBy(row => groups[row], StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => (group.Key, Rows: group.ToArray()));
        (string Name, int[] Rows)[] all = [(Overall, [.. Enumerable.Range(0, rows.Count)]), .. byName];
        return rows.Classes is null
            ? new GroupTable(column, [("rmse", "RMSE"), ("mae", "MAE"), ("meanError", "mean error"), ("mean", "mean target")], [.. all.Select(group => OfNumbers(group.Name, group.Rows, rows))], [], [])
            : new GroupTable(column, [("accuracy", "accuracy")], [.. all.Select(group => new GroupRow(group.Name, group.Rows.Length, [group.Rows.Average(row => rows.Actual[row] == rows.Predicted[row] ? 1.0 : 0)]))], [], []);
    }

    private static GroupTable OfTwoClasses(string column, GroupReport report)
    {
        (string, string)[] head = [("accuracy", "accuracy"), ("selectionRate", "selection rate"), ("truePositiveRate", "true positive rate"), ("falsePositiveRate", "false positive rate")];
        var groups = report.Groups.Select(static group => Row(group, group.Group)).Prepend(Row(report.Overall, Overall));
        Score[] disparities =
        [
            new("demographicParityDifference", "demographic parity difference", report.DemographicParityDifference),
            new("demographicParityRatio", "demographic parity ratio", report.DemographicParityRatio),
            new("equalizedOddsDifference", "equalized odds difference", report.EqualizedOddsDifference),
            new("equalizedOddsRatio", "equalized odds ratio", report.EqualizedOddsRatio),
        ];
        return new GroupTable(column, head, [.. groups], disparities, [.. report.Groups.SelectMany(group => NotesOn(column, group))]);
    }

    private static GroupRow Row(GroupScores scores, string name) =>
        new(name, (int)scores.Count, [scores.Accuracy, scores.SelectionRate, scores.TruePositiveRate, scores.FalsePositiveRate]);

    private static IEnumerable<string> NotesOn(string column, GroupScores group)
    {
        if (group.Counts.Support == 0) yield return $"column '{column}': group '{group.Group}' has no positive rows, and its true positive rate counts as 0";
        if (group.Counts.Support == group.Count) yield return $"column '{column}': group '{group.Group}' has no negative rows, and its false positive rate counts as 0";
    }

    private static GroupRow OfNumbers(string name, int[] places, ScoredRows rows)
    {
        double[] actual = [.. places.Select(row => rows.Numbers[row])], predicted = [.. places.Select(row => rows.PredictedNumbers[row])];
        return new GroupRow(name, places.Length,
        [
            RegressionMetrics.RootMeanSquaredError(actual, predicted),
            RegressionMetrics.MeanAbsoluteError(actual, predicted),
            predicted.Zip(actual, static (p, a) => p - a).Average(),
            actual.Average(),
        ]);
    }
}
