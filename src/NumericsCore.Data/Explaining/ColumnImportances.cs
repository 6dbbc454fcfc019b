namespace NumericsCore.Data;

/// <summary>How much worse a model scores without what a column says.</summary>
/// <param name="Column">The column of the table.</param>
/// <param name="Drops">For each repeat how much worse the score was: how far it fell, or an error grew. Below 0 where it was better by chance.</param>
public sealed record ColumnImportance(string Column, IReadOnlyList<double> Drops)
{
    /// <summary>The mean of the drops.</summary>
    public double Mean => Drops.Average();

    /// <summary>The standard deviation of the drops, over all of them.</summary>
    public double Deviation
    {
        get
        {
            double mean = Mean;
            return Math.Sqrt(Drops.Average(drop => (drop - mean) * (drop - mean)));
        }
    }

    /// <summary>The column, mean and deviation, in the invariant culture.</summary>
    public override string ToString() => FormattableString.Invariant($"{Quoted.One(Column)}: {Mean} ± {Deviation}");
}

/// <summary>What <see cref="TablePipeline.PermutationImportance"/> gives.</summary>
public sealed class ColumnImportances
{
    internal ColumnImportances(ImportanceScore score, double baseline, int rowCount, IReadOnlyList<ColumnImportance> columns) =>
        (Score, Baseline, RowCount, Columns) = (score, baseline, rowCount, columns);

    /// <summary>What was scored.</summary>
    public ImportanceScore Score { get; }

    /// <summary>The score of the rows as they are.</summary>
    public double Baseline { get; }

    /// <summary>How many rows were scored.</summary>
    public int RowCount { get; }

    /// <summary>The columns, the most important first.</summary>
    public IReadOnlyList<ColumnImportance> Columns { get; }

    /// <summary>The score without a permutation, and how many columns were permuted.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(ColumnImportances)} {{ Score = {Score}, Baseline = {Baseline}, Rows = {RowCount}, Columns = {Columns.Count} }}");
}
