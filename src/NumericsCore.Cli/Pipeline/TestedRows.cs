using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The rows of a test with their cells, what the model predicts for them, and what that depends on.</summary>
/// <param name="Pipeline">The model with what stands before and behind it.</param>
/// <param name="Table">The rows.</param>
/// <param name="Scored">Targets and predictions.</param>
/// <param name="Importances">Permutation importance; null where there are too many columns for it.</param>
internal sealed record TestedRows(TablePipeline Pipeline, Table Table, ScoredRows Scored, ColumnImportances? Importances)
{
    /// <summary>The permutations of each column.</summary>
    public const int Repeats = 5;

    private const int MaxRows = 2000, MinRows = 50, MaxColumns = 300;

    // numbers that are given to the model, over all permutations
    private const double MaxNumbers = 5e8;

    /// <summary>Predicts the rows, and permutes their columns.</summary>
    /// <exception cref="TableException">The model gives a number that is not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TestedRows Of(TablePipeline pipeline, Table table, ulong seed, CancellationToken cancellationToken)
    {
        var scored = ScoredRows.Of(pipeline, table[pipeline.Target], pipeline.Predict(table));
        cancellationToken.ThrowIfCancellationRequested();
        int columns = pipeline.InputNames.Count;
        double affordable = MaxNumbers / ((double)columns * pipeline.Features.ColumnNames.Count * Repeats);
        if (columns > MaxColumns || affordable < MinRows) return new(pipeline, table, scored, null);
        int most = (int)Math.Min(MaxRows, affordable);
        var sample = table.RowCount <= most ? table : table.Rows(Shuffle.Permutation(table.RowCount, seed).AsSpan(0, most).ToArray().Order().ToArray());
        return new(pipeline, table, scored, pipeline.PermutationImportance(sample, Repeats, seed));
    }
}
