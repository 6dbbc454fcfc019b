namespace NumericsCore.Cli.Pipeline;

/// <summary>What the trainings of a search are ranked by.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
internal sealed record SearchScore(string Name)
{
    /// <summary>The one that every task has.</summary>
    public const string Loss = "loss";

    private static readonly string[] s_errors = [Loss, "rmse", "mae"];

    /// <summary>The names that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_errors, "r2", "accuracy", "precision", "recall", "f1", "roc-auc"];

    /// <summary>The score as a loss; NaN where it is not defined.</summary>
    /// <exception cref="InputException">The task has no such score.</exception>
    public double LossOf(TestScores scores)
    {
        double value = scores.Values[PlaceIn(scores)].Value;
        return s_errors.Contains(Name) ? value : -value;
    }

    /// <summary>Its place among the scores of a task.</summary>
    /// <exception cref="InputException">The task has no such score.</exception>
    public int PlaceIn(TestScores scores)
    {
        string[] names = [.. scores.Values.Select(static score => score.Key == "rocAuc" ? "roc-auc" : score.Key)];
        int place = Array.IndexOf(names, Name);
        return place >= 0 ? place : throw new InputException($"--score is {Name}, but the scores of this target are {string.Join(", ", names)}");
    }
}
