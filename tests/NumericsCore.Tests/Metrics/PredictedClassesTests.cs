namespace NumericsCore.Tests;

public sealed class ClassLabelsTests
{
    [Fact]
    public void A_probability_of_one_half_is_class_1()
        => Assert.Equal([0, 0, 1, 1, 1], PredictedClasses.FromProbabilities([0, Math.BitDecrement(0.5), 0.5, Math.BitIncrement(0.5), 1]));

    // a default is compiled into its caller, so that a call here would say nothing about it
    [Fact]
    public void A_threshold_that_is_left_out_is_one_half() =>
        Assert.Equal(0.5, typeof(PredictedClasses).GetMethod(nameof(PredictedClasses.FromProbabilities))!.GetParameters()[1].DefaultValue);

    [Fact]
    public void A_threshold_is_met_by_the_float_nearest_to_it()
    {
        Assert.Equal([1, 0], PredictedClasses.FromProbabilities([0.7f, MathF.BitDecrement(0.7f)], 0.7));
        Assert.Equal([1, 0], PredictedClasses.FromProbabilities([0.1f, MathF.BitDecrement(0.1f)], 0.1));
    }

    [Fact]
    public void The_ends_of_the_range_are_thresholds()
    {
        Assert.Equal([1, 1, 1], PredictedClasses.FromProbabilities([0.0, 0.5, 1.0], 0));
        Assert.Equal([0, 0, 1], PredictedClasses.FromProbabilities([0.0, 0.5, 1.0], 1));
    }

    [Fact]
    public void The_highest_score_of_each_row_is_its_label_and_the_first_of_equals()
        => Assert.Equal([2, 0, 1, 0], PredictedClasses.FromScores(
        [
            0.1f, 0.2f, 0.7f,
            0.4f, 0.4f, 0.2f,
            -3f, -1f, -1f,
            float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity,
        ], 3));

    [Fact]
    public void No_samples_have_no_labels()
    {
        Assert.Empty(PredictedClasses.FromProbabilities<float>([]));
        Assert.Empty(PredictedClasses.FromScores<float>([], 3));
    }

    public static TheoryData<Action, string> BadInput => new()
    {
        { () => PredictedClasses.FromProbabilities([0.1, double.NaN]), "probabilities[1] is NaN, which has no order. (Parameter 'probabilities')" },
        { () => PredictedClasses.FromProbabilities([0.1, 2.5]), "probabilities[1] is 2.5; expected a probability from 0 to 1 (apply a sigmoid to logits first). (Parameter 'probabilities')" },
        { () => PredictedClasses.FromProbabilities([-0.25f]), "probabilities[0] is -0.25; expected a probability from 0 to 1 (apply a sigmoid to logits first). (Parameter 'probabilities')" },
        { () => PredictedClasses.FromProbabilities([0.1], 1.5), "threshold is 1.5; expected a probability from 0 to 1. (Parameter 'threshold')" },
        { () => PredictedClasses.FromProbabilities([0.1], double.NaN), "threshold is NaN; expected a probability from 0 to 1. (Parameter 'threshold')" },
        { () => PredictedClasses.FromScores([0.1, 0.2, 0.3], 2), "scores has 3 elements; rows of 2 classes need a multiple of 2. (Parameter 'scores')" },
        { () => PredictedClasses.FromScores([0.1, 0.2, double.NaN, 0.3], 2), "scores[row 1, column 0] is NaN, which has no order. (Parameter 'scores')" },
        { () => PredictedClasses.FromScores([0.1], 1), "classCount is 1; there must be at least 2 classes. (Parameter 'classCount')" },
    };

    [Theory]
    [MemberData(nameof(BadInput), DisableDiscoveryEnumeration = true)]
    public void Bad_input_is_named_with_its_place_and_value(Action call, string message)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
