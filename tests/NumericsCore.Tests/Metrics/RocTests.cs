namespace NumericsCore.Tests;

public sealed class RocTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void The_example_of_scikit_learn_has_area_three_quarters()
        => Assert.Equal(0.75, Roc.Auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]));

    [Fact]
    public void Perfect_reversed_and_constant_scores_have_areas_1_0_and_a_half()
    {
        Assert.Equal(1, Roc.Auc([1.0, 2.0, 3.0, 4.0], [0, 0, 1, 1]));
        Assert.Equal(0, Roc.Auc([4.0, 3.0, 2.0, 1.0], [0, 0, 1, 1]));
        Assert.Equal(0.5, Roc.Auc([7.0, 7.0, 7.0], [0, 1, 1]));
    }

    [Fact]
    public void Ties_between_the_classes_count_one_half_each()
        // Six pairs: the positive 2 wins 1 and ties 1, the positive 3 wins 2 and ties 1.
        => Assert.Equal((1 + 0.5 + 2 + 0.5) / 6, Roc.Auc([1.0, 2.0, 3.0, 2.0, 3.0], [0, 0, 0, 1, 1]));

    [Fact]
    public void Float_scores_have_the_area_of_the_same_numbers_as_doubles()
        => Assert.Equal(Roc.Auc([0.25, 0.5, 0.5, 0.75], [1, 0, 1, 1]), Roc.Auc([0.25f, 0.5f, 0.5f, 0.75f], [1, 0, 1, 1]));

    [Fact]
    public void Negative_zero_ties_with_zero_and_infinities_are_ordered()
    {
        Assert.Equal(0.5, Roc.Auc([0.0, -0.0], [0, 1]));
        Assert.Equal(0.5, Roc.Auc([0.0, -0.0], [1, 0]));
        Assert.Equal(1, Roc.Auc([-Infinity, double.MinValue, double.MaxValue, Infinity], [0, 0, 1, 1]));
    }

    [Fact]
    public void One_class_only_has_no_area()
    {
        Assert.Equal(double.NaN, Roc.Auc([0.1, 0.9], [1, 1]));
        Assert.Equal(double.NaN, Roc.Auc([0.1, 0.9], [0, 0]));
    }

    [Fact]
    public void A_million_pairs_with_one_tie_are_counted_exactly()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(i => (double)i), .. Enumerable.Range(0, 1000).Select(i => i + 999.0)];
        int[] labels = [.. Enumerable.Repeat(0, 1000), .. Enumerable.Repeat(1, 1000)];
        Assert.Equal(1 - 0.5 / 1_000_000, Roc.Auc(scores, labels));
    }

    [Fact]
    public void The_curve_of_the_example_of_scikit_learn_has_its_points()
        => Assert.Equal(
            [new(0, 0, Infinity), new(0, 0.5, 0.8), new(0.5, 0.5, 0.4), new(0.5, 1, 0.35), new(1, 1, 0.1)],
            Roc.Curve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]));

    [Fact]
    public void Equal_scores_are_one_point_of_the_curve()
        => Assert.Equal([new(0, 0, Infinity), new(0.5, 0.5, 3), new(1, 1, -1)], Roc.Curve([3.0, 3.0, -1.0, -1.0], [0, 1, 0, 1]));

    [Fact]
    public void The_rate_of_a_class_that_does_not_occur_is_NaN_in_the_curve()
        => Assert.Equal([new(double.NaN, 0, Infinity), new(double.NaN, 0.5, 2), new(double.NaN, 1, 1)], Roc.Curve([1.0, 2.0], [1, 1]));

    [Fact]
    public void One_versus_rest_is_the_mean_of_the_areas_of_the_columns()
    {
        double[] scores =
        [
            0.6, 0.3, 0.1,
            0.2, 0.5, 0.3,
            0.5, 0.4, 0.1,
            0.1, 0.2, 0.7,
        ];
        int[] labels = [0, 1, 1, 2];
        // Column 1: positives 0.5 and 0.4 above 0.3 and 0.2; column 2: the positive 0.7 above all.
        Assert.Equal([1, 1, 1], Roc.AucPerClass(scores, 3, labels));
        // Column 0: positives 0.6 and 0.2 against 0.5 and 0.1 win 3 of 4 pairs; column 1: 0.4 against 0.3, 0.5, 0.2 wins 2 of 3.
        Assert.Equal([0.75, 2.0 / 3, 1], Roc.AucPerClass(scores, 3, [0, 0, 1, 2]));
        Assert.Equal((0.75 + 2.0 / 3 + 1) / 3, Roc.AucOneVersusRest(scores, 3, [0, 0, 1, 2]), 1e-15);
    }

    [Fact]
    public void A_class_without_samples_makes_the_mean_NaN_and_shows_in_the_areas()
    {
        double[] scores = [0.6, 0.3, 0.1, 0.2, 0.5, 0.3];
        Assert.Equal([1, 1, double.NaN], Roc.AucPerClass(scores, 3, [0, 1]));
        Assert.Equal(double.NaN, Roc.AucOneVersusRest(scores, 3, [0, 1]));
    }

    public static TheoryData<Action, string> BadInput => new()
    {
        { () => Roc.Auc<double>([], []), "scores is empty; a metric needs at least one sample. (Parameter 'scores')" },
        { () => Roc.Auc([0.1, 0.2], [1]), "labels has 1 elements, scores has 2; each sample needs one of both. (Parameter 'labels')" },
        { () => Roc.Auc([0.1, 0.2], [1, 2]), "labels[1] is 2; a label of 2 classes is a number from 0 to 1. (Parameter 'labels')" },
        { () => Roc.Auc([0.1f, float.NaN], [1, 0]), "scores[1] is NaN, which has no order. (Parameter 'scores')" },
        { () => Roc.Curve([double.NaN, 1], [1, 0]), "scores[0] is NaN, which has no order. (Parameter 'scores')" },
        { () => Roc.AucOneVersusRest([0.1, 0.2], 1, [0, 0]), "classCount is 1; there must be at least 2 classes. (Parameter 'classCount')" },
        { () => Roc.AucOneVersusRest([0.1, 0.2, 0.3], 2, [0, 1]), "scores has 3 elements; 2 labels of 2 classes need 4. (Parameter 'scores')" },
        { () => Roc.AucOneVersusRest<double>([], 2, []), "labels is empty; a metric needs at least one sample. (Parameter 'labels')" },
        { () => Roc.AucOneVersusRest([0.1, 0.2, 0.3, 0.4], 2, [0, -1]), "labels[1] is -1; a label of 2 classes is a number from 0 to 1. (Parameter 'labels')" },
        { () => Roc.AucOneVersusRest([0.1, 0.2, 0.3, double.NaN], 2, [0, 1]), "scores[row 1, column 1] is NaN, which has no order. (Parameter 'scores')" },
    };

    [Theory]
    [MemberData(nameof(BadInput), DisableDiscoveryEnumeration = true)]
    public void Bad_input_is_named_with_its_place_and_value(Action call, string message)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
