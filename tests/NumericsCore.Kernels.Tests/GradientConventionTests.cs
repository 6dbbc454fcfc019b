namespace NumericsCore.Kernels.Tests;

/// <summary>Gradients where the derivative does not exist or the formula would give NaN.</summary>
public class GradientConventionTests
{
    [Theory]
    [InlineData(typeof(Relu), 0, 0)]
    [InlineData(typeof(Relu), -0.0, 0)]
    [InlineData(typeof(Abs), 0, 0)]
    [InlineData(typeof(Sign), 3, 0)]
    [InlineData(typeof(Sign), 0, 0)]
    [InlineData(typeof(Floor), 2, 0)]
    [InlineData(typeof(Ceiling), -1, 0)]
    [InlineData(typeof(Round), 0.5, 0)]
    [InlineData(typeof(Truncate), 3, 0)]
    [InlineData(typeof(LeakyRelu), 0, 0.05)]
    [InlineData(typeof(LeakyRelu), -0.0, 0.05)]
    [InlineData(typeof(Elu), 0, 5)]
    [InlineData(typeof(Selu), 0, 8.790496704236884)]
    [InlineData(typeof(Softsign), double.PositiveInfinity, 0)]
    [InlineData(typeof(HardSigmoid), -3, 0)]
    [InlineData(typeof(HardSigmoid), 3, 0)]
    [InlineData(typeof(HardSwish), -3, -2.5)]
    [InlineData(typeof(HardSwish), 3, 7.5)]
    [InlineData(typeof(Silu), double.NegativeInfinity, 0)]
    [InlineData(typeof(GeluTanh), double.NegativeInfinity, 0)]
    [InlineData(typeof(GeluTanh), double.PositiveInfinity, 5)]
    [InlineData(typeof(Mish), double.NegativeInfinity, 0)]
    [InlineData(typeof(Mish), double.PositiveInfinity, 5)]
    [InlineData(typeof(LogSigmoid), double.PositiveInfinity, 0)]
    [InlineData(typeof(LogSigmoid), double.NegativeInfinity, 5)]
    [InlineData(typeof(Gelu), double.NegativeInfinity, 0)]
    [InlineData(typeof(Gelu), double.PositiveInfinity, 5)]
    [InlineData(typeof(Erf), double.PositiveInfinity, 0)]
    [InlineData(typeof(Erfc), double.NegativeInfinity, 0)]
    [InlineData(typeof(Atan), double.NegativeInfinity, 0)]
    [InlineData(typeof(Asin), 1, double.PositiveInfinity)]
    public void A_kink_or_an_end_has_the_documented_gradient(Type operation, double x, double expected)
    {
        double y = LaneRunner.Run<double>(operation, [x])[0];
        Assert.Equal(expected, LaneRunner.Run<double>(typeof(Pullback<>).MakeGenericType(operation), [x], [y], [5.0])[0], 1e-14);
    }

    [Theory]
    [InlineData(0, 1, 16.11809565095832)]
    [InlineData(1, 0, 16.11809565095832)]
    [InlineData(0, 0, 1.0000000494736474e-7)]
    [InlineData(1, 1, 1.0000000494736474e-7)]
    public void Keras_clips_a_sure_prediction(double prediction, double target, double expected) =>
        Assert.Equal(expected, LaneRunner.Run<double>(typeof(BinaryCrossEntropyKeras), [prediction], [target])[0], 1e-9 * expected);

    [Theory]
    [InlineData(typeof(Maximum), 2, 2, 2.5, 2.5)]
    [InlineData(typeof(Minimum), 2, 2, 2.5, 2.5)]
    [InlineData(typeof(Maximum), 2, 1, 5, 0)]
    [InlineData(typeof(Minimum), 2, 1, 0, 5)]
    [InlineData(typeof(Power), 0, 2, 0, 0)]
    [InlineData(typeof(Power), 0, 0, 0, 0)]
    [InlineData(typeof(Power), 0, 1, 5, 0)]
    [InlineData(typeof(Power), -2, 3, 60, double.NaN)]
    [InlineData(typeof(AbsoluteError), 2, 2, 0, 0)]
    [InlineData(typeof(AbsoluteError), 0, -0.0, 0, 0)]
    [InlineData(typeof(Huber), 3, 2, 5, -5)]
    [InlineData(typeof(Huber), 1, 2, -5, 5)]
    [InlineData(typeof(Huber), double.PositiveInfinity, 2, 5, -5)]
    [InlineData(typeof(Hinge), 1, 1, 0, 0)]
    [InlineData(typeof(Hinge), -1, 0, 0, 0)]
    [InlineData(typeof(Hinge), 0, 1, -5, 0)]
    [InlineData(typeof(Hinge), double.NegativeInfinity, 0.5, 0, double.PositiveInfinity)]
    [InlineData(typeof(SquaredHinge), 1, 1, 0, 0)]
    [InlineData(typeof(SquaredHinge), 0, 0, 10, 0)]
    [InlineData(typeof(BinaryFocalCrossEntropy), double.PositiveInfinity, 1, 0, 0)]
    [InlineData(typeof(BinaryFocalCrossEntropy), double.NegativeInfinity, 0, 0, 0)]
    [InlineData(typeof(BinaryFocalCrossEntropy), double.NegativeInfinity, 1, -5, double.PositiveInfinity)]
    [InlineData(typeof(BinaryFocalCrossEntropy), 2000, 0, 5, -30000)]
    [InlineData(typeof(Poisson), 0, 0, 5, 92.10340371976183)]
    [InlineData(typeof(PoissonWithLogRates), double.NegativeInfinity, 2, -10, double.PositiveInfinity)]
    [InlineData(typeof(BinaryCrossEntropyKeras), 1, 1, 0, -80.590478)]
    [InlineData(typeof(BinaryCrossEntropyKeras), 1e-9, 1, 0, 80.590478)]
    [InlineData(typeof(BinaryCrossEntropy), 0, 0, 0, 500)]
    [InlineData(typeof(BinaryCrossEntropy), 0, 1, -5e12, 500)]
    [InlineData(typeof(BinaryCrossEntropy), 1, 0, 5e12, -500)]
    [InlineData(typeof(CrossEntropyTerm), 0, 1, -5e12, 500)]
    [InlineData(typeof(CrossEntropyTerm), 0, 0, 0, 500)]
    [InlineData(typeof(CrossEntropyTerm), 1, 1, -5, 0)]
    [InlineData(typeof(FocalTerm), 0, 1, -5e12, 500)]
    [InlineData(typeof(FocalTerm), 0, 0, 0, 500)]
    [InlineData(typeof(FocalTerm), 1, 1, 0, 0)]
    [InlineData(typeof(FocalTerm), 1.00001, 1, 0, 0)]
    [InlineData(typeof(FocalTermWithLogs), 0, 1, 0, 0)]
    [InlineData(typeof(FocalTermWithLogs), 1e-5, 1, 0, 0)]
    [InlineData(typeof(FocalTermWithLogs), double.NegativeInfinity, 1, -5, double.PositiveInfinity)]
    [InlineData(typeof(FocalTermWithLogs), double.NegativeInfinity, 0, 0, double.PositiveInfinity)]
    [InlineData(typeof(Hypot), 0, 0, 0, 0)]
    [InlineData(typeof(Hypot), 3e200, -4e200, 3, -4)]
    [InlineData(typeof(Atan2), 0, 0, 0, 0)]
    [InlineData(typeof(Atan2), 3, -4, -0.8, -0.6)]
    [InlineData(typeof(Atan2), 0, -2, -2.5, 0)]
    public void Ties_and_ends_have_the_documented_gradients(Type operation, double a, double b, double left, double right)
    {
        double y = LaneRunner.Run<double>(operation, [a], [b])[0];
        double actualLeft = LaneRunner.Run<double>(typeof(PullbackLeft<>).MakeGenericType(operation), [a], [b], [y], [5.0])[0];
        double actualRight = LaneRunner.Run<double>(typeof(PullbackRight<>).MakeGenericType(operation), [a], [b], [y], [5.0])[0];
        Assert.Equal(left, actualLeft, 1e-6 * Math.Max(1, Math.Abs(left)));
        Assert.Equal(right, actualRight, 1e-6);
    }

    /// <summary>So that the losses of single elements need not be kept.</summary>
    [Fact]
    public void The_left_pullback_of_a_loss_does_not_read_the_result()
    {
        double[] prediction = [0, 0.25, 0.5, 1, 3, -2, double.PositiveInfinity], target = [1, 0, 0.5, 1, 2, 0.25, 0];
        double[] Pulled(Type loss, double y) => LaneRunner.Run<double>(typeof(PullbackLeft<>).MakeGenericType(loss), prediction, target, [.. prediction.Select(_ => y)], [.. prediction.Select(_ => 5.0)]);
        Type[] losses = [.. FormulaCatalog.BinaryOperations.Where(typeof(ILossFormula).IsAssignableFrom)];
        Assert.True(losses.Length >= 8);
        Assert.All(losses, loss => Assert.Equal(Pulled(loss, 0), Pulled(loss, double.NaN)));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 100)]
    [InlineData(1, 0, 100)]
    public void Binary_cross_entropy_of_a_sure_prediction_is_0_or_100(float prediction, float target, float expected) =>
        Assert.Equal(expected, LaneRunner.Run<float>(typeof(BinaryCrossEntropy), [prediction], [target])[0]);

    [Theory]
    [InlineData(0, 0.5, 0.69314718)]
    [InlineData(1000, 1, 0)]
    [InlineData(-1000, 1, 1000)]
    [InlineData(1000, 0, 1000)]
    [InlineData(2, 1, 0.126928011)]
    public void Binary_cross_entropy_with_logits_stays_finite(double logit, double target, double expected) =>
        Assert.Equal(expected, LaneRunner.Run<double>(typeof(BinaryCrossEntropyWithLogits), [logit], [target])[0], 1e-8);

    [Theory]
    [InlineData(typeof(Less), 1, 0, 0)]
    [InlineData(typeof(LessOrEqual), 1, 1, 0)]
    [InlineData(typeof(Equal), 0, 1, 0)]
    [InlineData(typeof(NotEqual), 1, 0, 1)]
    [InlineData(typeof(Greater), 0, 0, 0)]
    [InlineData(typeof(GreaterOrEqual), 0, 1, 0)]
    public void Comparisons_give_1_or_0(Type formula, float below, float equal, float unordered)
    {
        Assert.Equal([below, equal, unordered], LaneRunner.Run<float>(formula, [1, 2, float.NaN], [2, 2, 2]));
        Assert.Equal(1, LaneRunner.Run<float>(formula, [3], [2])[0] + LaneRunner.Run<float>(Opposite(formula), [3], [2])[0]);
    }

    // the logit 0 is the probability one half, which counts as above; NaN counts as below
    [Theory]
    [InlineData(0f, 0.5f, 1)]
    [InlineData(-1e-30f, 0.5f, 0)]
    [InlineData(0.25f, 1f, 1)]
    [InlineData(0.25f, 0.49f, 0)]
    [InlineData(0.25f, 0f, 0)]
    [InlineData(-0.25f, 0.5f, 0)]
    [InlineData(-0.25f, 0.49f, 1)]
    [InlineData(-0.25f, 0.3f, 1)]
    [InlineData(float.NaN, 0f, 1)]
    [InlineData(float.NaN, 1f, 0)]
    [InlineData(1f, float.NaN, 0)]
    public void A_logit_is_right_on_the_side_of_0_on_which_the_target_is_of_a_half(float logit, float target, float expected) =>
        Assert.Equal(expected, LaneRunner.Run<float>(typeof(LogitOnSide), [logit], [target])[0]);

    // the analyzer holds -0 for the same attribute as 0
    [Fact]
    public void A_logit_of_minus_0_counts_as_above_too() =>
        Assert.Equal(1, LaneRunner.Run<float>(typeof(LogitOnSide), [-0f], [0.5f])[0]);

    [Fact]
    public void Where_takes_the_first_value_unless_the_condition_is_0() =>
        Assert.Equal([1, 2, 1, 1], LaneRunner.Run<float>(typeof(Where), [1, 0, -3, float.NaN], [1, 1, 1, 1], [2, 2, 2, 2]));

    [Theory]
    [InlineData(typeof(Sum))]
    [InlineData(typeof(Max))]
    [InlineData(typeof(Min))]
    public void The_identity_of_a_reduction_changes_nothing(Type reduction)
    {
        double identity = (double)reduction.GetProperty("Identity")!.GetValue(null)!;
        double[] values = [0, 1, -1, 1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        Assert.Equal(values, LaneRunner.Run<double>(reduction, [.. values.Select(_ => identity)], values));
    }

    private static Type Opposite(Type formula) => formula switch
    {
        _ when formula == typeof(Less) => typeof(GreaterOrEqual),
        _ when formula == typeof(GreaterOrEqual) => typeof(Less),
        _ when formula == typeof(Greater) => typeof(LessOrEqual),
        _ when formula == typeof(LessOrEqual) => typeof(Greater),
        _ when formula == typeof(Equal) => typeof(NotEqual),
        _ => typeof(Equal),
    };
}
