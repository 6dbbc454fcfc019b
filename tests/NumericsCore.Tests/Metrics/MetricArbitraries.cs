using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Tests;

/// <summary>Actual and predicted labels of two to five classes.</summary>
public sealed record LabelCase(int ClassCount, int[] Actual, int[] Predicted)
{
    public string[] Names => [.. Enumerable.Range(0, ClassCount).Select(i => $"class {i}")];

    public ConfusionMatrix Matrix(int positiveClass = 1) => ConfusionMatrix.FromLabels(Actual, Predicted, Names, positiveClass);

    public override string ToString() => $"{ClassCount} classes, actual [{string.Join(", ", Actual)}], predicted [{string.Join(", ", Predicted)}]";
}

/// <summary>Scores with many ties and labels of both classes.</summary>
public sealed record ScoreCase(double[] Scores, int[] Labels)
{
    public override string ToString() => $"scores [{string.Join(", ", Scores)}], labels [{string.Join(", ", Labels)}]";
}

/// <summary>Numbers to compare, at least two, the actual ones not all equal.</summary>
public sealed record RegressionCase(double[] Actual, double[] Predicted)
{
    public override string ToString() => $"actual [{string.Join(", ", Actual)}], predicted [{string.Join(", ", Predicted)}]";
}

public static class MetricArbitraries
{
    public static Arbitrary<LabelCase> LabelCases() => (
        from classCount in Gen.Choose(2, 5)
        from length in Gen.Choose(1, 60)
        from actual in Gen.Choose(0, classCount - 1).ArrayOf(length)
        from predicted in Gen.Choose(0, classCount - 1).ArrayOf(length)
        select new LabelCase(classCount, actual, predicted)).ToArbitrary();

    public static Arbitrary<ScoreCase> ScoreCases() => (
        from length in Gen.Choose(2, 60)
        from levels in Gen.Choose(1, 40)
        from scores in Gen.Choose(-levels, levels).ArrayOf(length)
        from labels in Gen.Choose(0, 1).ArrayOf(length)
        where labels.Contains(0) && labels.Contains(1)
        select new ScoreCase([.. scores.Select(score => score / 8.0)], labels)).ToArbitrary();

    public static Arbitrary<RegressionCase> RegressionCases() => (
        from length in Gen.Choose(2, 40)
        from actual in Gen.Choose(-1000, 1000).ArrayOf(length)
        from predicted in Gen.Choose(-1000, 1000).ArrayOf(length)
        where actual.Distinct().Count() > 1
        select new RegressionCase([.. actual.Select(value => value / 7.0)], [.. predicted.Select(value => value / 7.0)])).ToArbitrary();

    /// <summary>The same shuffle for every array of one length and seed.</summary>
    public static T[] Shuffled<T>(T[] values, int seed)
    {
        T[] shuffled = [.. values];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
