namespace NumericsCore.Cli.Pipeline;

/// <summary>Confidence intervals of the scores of a test.</summary>
internal static class ScoreIntervals
{
    private const double Level = 0.95;

    /// <summary>The scores with their intervals. The loss has none, as it is no score of what is predicted.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="values">What the model's outputs say for the rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="resamples">How many resamples; 0 for no intervals.</param>
    /// <param name="seed">Chooses them.</param>
    public static TestScores Add(TestScores scores, PredictionTask task, double[] values, int[] rows, int resamples, ulong seed)
    {
        if (resamples == 0) return scores;
        int width = values.Length / rows.Length;
        var intervals = Bootstrap.Intervals(rows.Length, samples =>
        {
            double[] drawn = new double[values.Length];
            int[] drawnRows = new int[rows.Length];
            for (int i = 0; i < samples.Length; i++)
            {
                drawnRows[i] = rows[samples[i]];
                values.AsSpan(samples[i] * width, width).CopyTo(drawn.AsSpan(i * width));
            }

            return [.. task.Score(0, drawn, drawnRows).Values.Select(static score => score.Value)];
        }, resamples, Level, seed);
        return scores with { Intervals = [.. scores.Values.Select((score, i) => score.Key == "loss" ? (ConfidenceInterval?)null : intervals[i])] };
    }
}
