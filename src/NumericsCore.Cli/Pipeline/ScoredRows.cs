using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Rows with known targets and a model's predictions for them.</summary>
/// <param name="Classes">The classes; null for a regression.</param>
/// <param name="Actual">For each row its class; empty for a regression.</param>
/// <param name="Predicted">For each row the predicted class; empty for a regression.</param>
/// <param name="Probabilities">Row by row the probability of each class; empty for a regression.</param>
/// <param name="Numbers">For each row its number; empty for classes.</param>
/// <param name="PredictedNumbers">For each row the predicted number; empty for classes.</param>
internal sealed record ScoredRows(IReadOnlyList<string>? Classes, int[] Actual, int[] Predicted, double[] Probabilities, double[] Numbers, double[] PredictedNumbers)
{
    /// <summary>How many rows.</summary>
    public int Count => Classes is null ? Numbers.Length : Actual.Length;

    /// <summary>For each row the probability of the positive class of two.</summary>
    public double[] PositiveProbabilities => [.. Enumerable.Range(0, Count).Select(row => Probabilities[2 * row + 1])];

    /// <summary>Puts predictions beside targets.</summary>
    /// <exception cref="TableException">A target is none of the classes, or no number.</exception>
    public static ScoredRows Of(TablePipeline pipeline, Column target, TablePredictions predictions)
    {
        if (pipeline.Classes is not { } classes)
            return new ScoredRows(null, [], [], [], new Table([target]).ToMatrix().Values.ToArray(), predictions.Values.ToArray());
        var indexOf = classes.Select(static (name, i) => (name, i)).ToDictionary(static pair => pair.name, static pair => pair.i, StringComparer.Ordinal);
        return new ScoredRows(classes, ClassLabels.Known(target, classes).Indices.ToArray(), [.. predictions.Classes.Select(name => indexOf[name])], predictions.Probabilities.ToArray(), [], []);
    }
}
