using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>How a model is explained.</summary>
/// <param name="Score">What permuting a column is to make worse; accuracy or R² if null.</param>
/// <param name="Repeats">Permutations of each column.</param>
/// <param name="Steps">Steps of the integrated gradients.</param>
/// <param name="Rows">The most rows.</param>
/// <param name="Seed">Decides permutations and rows.</param>
/// <param name="Dependence">Columns whose partial dependence is wanted.</param>
internal sealed record ExplainSettings(ImportanceScore? Score, int Repeats, int Steps, int Rows, ulong Seed, IReadOnlyList<string> Dependence);

/// <summary>What a model's predictions depend on.</summary>
/// <param name="Importances">How much worse it is without a column.</param>
/// <param name="Attributions">What each column adds to each prediction.</param>
/// <param name="Dependences">How predictions change with a column.</param>
internal sealed record Explanation(ColumnImportances Importances, ColumnAttributions Attributions, IReadOnlyList<ColumnDependence> Dependences)
{
    /// <summary>Whether probabilities of classes are explained; else numbers.</summary>
    public bool IsOfClasses => Importances.Score is ImportanceScore.Accuracy or ImportanceScore.RocAuc or ImportanceScore.CrossEntropy;

    /// <summary>Explains predictions for rows with targets.</summary>
    /// <exception cref="InputException">The score is none of this kind of target.</exception>
    /// <exception cref="TableException">A column is not there.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Explanation Of(TablePipeline pipeline, Table rows, ExplainSettings settings, CancellationToken cancellationToken)
    {
        bool ofNumbers = settings.Score is ImportanceScore.R2 or ImportanceScore.MeanAbsoluteError or ImportanceScore.RootMeanSquaredError;
        if (settings.Score is { } score && ofNumbers != pipeline.Classes is null)
            throw new InputException($"--score is {Commands.ExplainCommand.Word(score)}, which is one of {(ofNumbers ? "numbers" : "classes")}, but the target '{pipeline.Target}' is {(ofNumbers ? "classes" : "a number")}");
        // which are soon told if a name is wrong
        ColumnDependence[] dependences = [.. settings.Dependence.Select(column => pipeline.PartialDependence(rows, column))];
        cancellationToken.ThrowIfCancellationRequested();
        var attributions = pipeline.IntegratedGradients(rows, settings.Steps);
        cancellationToken.ThrowIfCancellationRequested();
        return new Explanation(pipeline.PermutationImportance(rows, settings.Repeats, settings.Seed, settings.Score), attributions, dependences);
    }
}
