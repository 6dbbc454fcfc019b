namespace NumericsCore.Data;

/// <summary>A column that alone predicts the target nearly perfectly.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Score">
/// How well each training row is predicted from the 8 others that are nearest to it in the order of the column, 4 on either side: for classes by their most frequent, also where another is as frequent, as balanced accuracy
/// (the mean of the recalls of the classes with 10 rows or more); for a number by their mean, as R².
/// </param>
/// <param name="Kind">What the target is.</param>
/// <param name="Rows">The training rows that were looked at, at most 10,000.</param>
public sealed record TellingColumn(string Name, double Score, TargetKind Kind, int Rows)
{
    /// <summary>The column with its score.</summary>
    public override string ToString() => FormattableString.Invariant($"{Quoted.One(Name)}: {(Kind == TargetKind.Classes ? "balanced accuracy" : "R²")} {Score:F4} on {Rows} rows");
}

/// <summary>What <see cref="Leakage.Check"/> found.</summary>
/// <param name="RepeatedRows">The test rows that are the same as a training row in every column, the target included.</param>
/// <param name="TestRows">The test rows.</param>
/// <param name="ExpectedShare">
/// Where there are such rows, the fraction of the test rows that would be so by chance, if the columns were independent: n · ∏ Σ p², with the frequencies p of a column's values and n training rows; else 0.
/// Columns of few values repeat each other.
/// </param>
/// <param name="TellingColumns">The columns that alone predict the target nearly perfectly, in the table's order.</param>
public sealed record LeakageReport(int RepeatedRows, int TestRows, double ExpectedShare, IReadOnlyList<TellingColumn> TellingColumns)
{
    private const int FewRows = 2;
    private const double SmallShare = 0.01;

    /// <summary>Whether so many rows are repeated that the test is no test of new rows: at least 2 and 1 % of them, where chance would repeat fewer than 1 %.</summary>
    public bool HasRepeatedRows => RepeatedRows >= FewRows && RepeatedRows >= SmallShare * TestRows && ExpectedShare < SmallShare;

    /// <summary>What was found on one line.</summary>
    public override string ToString() => FormattableString.Invariant($"{RepeatedRows} of {TestRows} test rows are training rows too; ") + (TellingColumns.Count == 0 ? "no column gives the target away" : $"these give the target away: {string.Join(", ", TellingColumns)}");
}
