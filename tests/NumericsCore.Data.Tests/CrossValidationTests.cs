namespace NumericsCore.Data.Tests;

public class CrossValidationTests
{
    private static readonly IReadOnlyList<Split> s_splits = Split.KFold(12, 3, seed: 1);

    [Fact]
    public void Scores_are_summarised_by_mean_and_deviation_of_the_sample()
    {
        var score = new ScoreSummary([1, 2, 4, 5]);
        // deviations -2, -1, 1, 2: 10 / 3
        Assert.Equal((3, Math.Sqrt(10.0 / 3), 1, 5), (score.Mean, score.StandardDeviation, score.Min, score.Max));
        Assert.Equal("3.0000 ± 1.8257", score.ToString());
        Assert.Equal(0, new ScoreSummary([0.1, 0.1, 0.1]).StandardDeviation);
        Assert.True(double.IsNaN(new ScoreSummary([0.1]).StandardDeviation));
        var undefined = new ScoreSummary([1, double.NaN]);
        Assert.True(double.IsNaN(undefined.Mean) && double.IsNaN(undefined.StandardDeviation) && double.IsNaN(undefined.Min));
        Assert.Throws<ArgumentException>(() => new ScoreSummary([]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_result_does_not_depend_on_how_many_run_at_once(int parallel)
    {
        var result = CrossValidation.Run(s_splits, split => new Dictionary<string, double> { ["sum"] = Sum(split), ["rows"] = split.Test.Length }, parallel);
        Assert.Equal(["sum", "rows"], result.Scores.Keys);
        Assert.Equal(s_splits.Select(Sum), result["sum"].Values.ToArray());
        Assert.Equal($"sum {result["sum"]}\nrows 4.0000 ± 0.0000\n(3 runs)", result.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_first_split_that_fails_says_why(int parallel)
    {
        var e = Assert.Throws<InvalidOperationException>(() => CrossValidation.Run(s_splits, split => split == s_splits[0] ? new EvaluationResult(0, new Dictionary<string, double>()) : throw new InvalidOperationException(split == s_splits[1] ? "second" : "third"), parallel));
        Assert.Equal("second", e.Message);
    }

    [Fact]
    public void What_cannot_be_run_is_refused()
    {
        static Dictionary<string, double> None(Split split) => [];
        Assert.Throws<ArgumentException>(() => CrossValidation.Run([], None));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.Run(s_splits, None, parallel: 0));
        Assert.Throws<OperationCanceledException>(() => CrossValidation.Run(s_splits, None, parallel: 2, new CancellationToken(canceled: true)));
        Assert.Contains("expected the same names", Assert.Throws<ArgumentException>(() => CrossValidation.Run(s_splits, split => new Dictionary<string, double> { [split == s_splits[0] ? "a" : "b"] = 1 })).Message, StringComparison.Ordinal);
        Assert.Equal("There is no score 'f1'; there are loss, accuracy.", Assert.Throws<KeyNotFoundException>(() => CrossValidation.Run(s_splits, static _ => new EvaluationResult(1, new Dictionary<string, double> { ["accuracy"] = 0.5 }))["f1"]).Message);
    }

    private static double Sum(Split split)
    {
        double sum = 0;
        foreach (int row in split.Test) sum += row;
        return sum;
    }
}
