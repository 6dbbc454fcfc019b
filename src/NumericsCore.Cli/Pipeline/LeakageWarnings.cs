using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What the user should know of a test that looks better than new rows will.</summary>
internal static class LeakageWarnings
{
    /// <summary>In words of options.</summary>
    public static IEnumerable<string> Of(string file, LeakageReport report)
    {
        if (report.HasRepeatedRows)
            yield return FormattableString.Invariant($"{file}: {report.RepeatedRows} of the {report.TestRows} test rows are rows to train on as well, the same in every column that is used, so the test says too little of new rows; leave repeated rows out of the file, or let --folds with --group keep together what belongs together");
        foreach (var column in report.TellingColumns)
            yield return FormattableString.Invariant($"{file}: column '{column.Name}' alone predicts the target nearly perfectly ({(column.Kind == TargetKind.Classes ? "balanced accuracy" : "R²")} {column.Score:F4} on {column.Rows} rows); if it is known only once the target is, leave it out with --ignore {ShellWord.Of(column.Name)}");
    }
}
