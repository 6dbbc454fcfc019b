using FsCheck.Xunit;

namespace NumericsCore.Tests;

[Properties(Arbitrary = [typeof(MetricArbitraries)])]
public sealed class RegressionMetricsTests
{
    private const double Tolerance = 1e-12;
    private static readonly double[] s_actual = [3, -0.5, 2, 7];
    private static readonly double[] s_predicted = [2.5, 0, 2, 8];

    [Fact]
    public void The_example_of_scikit_learn_has_its_errors()
    {
        Assert.Equal(0.375, RegressionMetrics.MeanSquaredError(s_actual, s_predicted));
        Assert.Equal(0.6123724356957945, RegressionMetrics.RootMeanSquaredError(s_actual, s_predicted), Tolerance);
        Assert.Equal(0.5, RegressionMetrics.MeanAbsoluteError(s_actual, s_predicted));
        Assert.Equal(0.9486081370449679, RegressionMetrics.R2(s_actual, s_predicted), Tolerance);
    }

    [Fact]
    public void Floats_are_added_in_double_precision()
    {
        float[] actual = [1e4f, 1f / 3, 0];
        double third = 1f / 3;
        Assert.Equal((1e8 + third * third) / 3, RegressionMetrics.MeanSquaredError(actual, [0f, 0f, 0f]), Tolerance);
        Assert.Equal((1e4 + third) / 3, RegressionMetrics.MeanAbsoluteError(actual, [0f, 0f, 0f]), Tolerance);
    }

    [Fact]
    public void R2_of_equal_actual_values_is_1_when_exact_and_0_when_not()
    {
        // The mean of ten times 0.1 is not 0.1 in binary.
        double[] tenths = [.. Enumerable.Repeat(0.1, 10)];
        Assert.Equal(1, RegressionMetrics.R2(tenths, tenths));
        Assert.Equal(0, RegressionMetrics.R2(tenths, [.. Enumerable.Repeat(0.2, 10)]));
    }

    [Fact]
    public void R2_of_one_sample_is_NaN()
        => Assert.Equal(double.NaN, RegressionMetrics.R2([1.0], [1.0]));

    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void NaN_in_either_place_shows_in_every_error(double actual, double predicted)
    {
        Assert.Equal(double.NaN, RegressionMetrics.MeanSquaredError([1, actual], [1, predicted]));
        Assert.Equal(double.NaN, RegressionMetrics.RootMeanSquaredError([1, actual], [1, predicted]));
        Assert.Equal(double.NaN, RegressionMetrics.MeanAbsoluteError([1, actual], [1, predicted]));
        Assert.Equal(double.NaN, RegressionMetrics.R2([1, actual], [1, predicted]));
        Assert.Equal(double.NaN, RegressionMetrics.R2([actual, actual], [predicted, predicted]));
    }

    [Property]
    public void Perfect_predictions_have_no_error(RegressionCase numbers)
    {
        Assert.Equal(0, RegressionMetrics.MeanSquaredError(numbers.Actual, numbers.Actual));
        Assert.Equal(0, RegressionMetrics.MeanAbsoluteError(numbers.Actual, numbers.Actual));
        Assert.Equal(1, RegressionMetrics.R2(numbers.Actual, numbers.Actual));
    }

    [Property]
    public void R2_compares_the_error_with_that_of_the_mean(RegressionCase numbers)
    {
        double mean = numbers.Actual.Average();
        double[] means = [.. numbers.Actual.Select(_ => mean)];
        Assert.Equal(0, RegressionMetrics.R2(numbers.Actual, means), Tolerance);
        double ratio = RegressionMetrics.MeanSquaredError(numbers.Actual, numbers.Predicted) / RegressionMetrics.MeanSquaredError(numbers.Actual, means);
        Assert.Equal(1 - ratio, RegressionMetrics.R2(numbers.Actual, numbers.Predicted), Tolerance * (1 + ratio));
    }

    [Property]
    public void The_mean_absolute_error_is_at_most_the_root_of_the_mean_squared_error(RegressionCase numbers)
        => Assert.InRange(
            RegressionMetrics.MeanAbsoluteError(numbers.Actual, numbers.Predicted), 0,
            RegressionMetrics.RootMeanSquaredError(numbers.Actual, numbers.Predicted) * (1 + Tolerance));

    [Property]
    public void The_order_of_the_samples_does_not_matter(RegressionCase numbers, int seed)
    {
        double[] actual = MetricArbitraries.Shuffled(numbers.Actual, seed);
        double[] predicted = MetricArbitraries.Shuffled(numbers.Predicted, seed);
        double squared = RegressionMetrics.MeanSquaredError(numbers.Actual, numbers.Predicted);
        double r2 = RegressionMetrics.R2(numbers.Actual, numbers.Predicted);
        Assert.Equal(squared, RegressionMetrics.MeanSquaredError(actual, predicted), squared * Tolerance);
        Assert.Equal(r2, RegressionMetrics.R2(actual, predicted), (1 + Math.Abs(r2)) * Tolerance);
        Assert.Equal(
            RegressionMetrics.MeanAbsoluteError(numbers.Actual, numbers.Predicted), RegressionMetrics.MeanAbsoluteError(actual, predicted), 1e-9);
    }

    public static TheoryData<Action, string> BadInput => new()
    {
        { () => RegressionMetrics.MeanSquaredError<float>([], []), "actual is empty; a metric needs at least one sample. (Parameter 'actual')" },
        { () => RegressionMetrics.RootMeanSquaredError<float>([], []), "actual is empty; a metric needs at least one sample. (Parameter 'actual')" },
        { () => RegressionMetrics.MeanAbsoluteError([1.0], [1.0, 2.0]), "predicted has 2 elements, actual has 1; each sample needs one of both. (Parameter 'predicted')" },
        { () => RegressionMetrics.R2([1.0, 2.0], [1.0]), "predicted has 1 elements, actual has 2; each sample needs one of both. (Parameter 'predicted')" },
    };

    [Theory]
    [MemberData(nameof(BadInput), DisableDiscoveryEnumeration = true)]
    public void Bad_input_is_named_with_its_value(Action call, string message)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
