namespace NumericsCore.Kernels.Tests;

/// <summary>0·∞ in pullbacks: what does not count brings no NaN, by enumeration of the operations.</summary>
public class ZeroGradientTests
{
    private static readonly double[] s_special =
        [0, -0.0, 1, -1, 0.5, 2, -3, 1e-300, -1e-40, 1e30, -1e300, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static TheoryData<Type> Operations => [.. FormulaCatalog.UnaryOperations, .. FormulaCatalog.BinaryOperations];

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_gradient_of_0_is_pulled_back_as_0_from_any_arguments(Type operation)
    {
        bool unary = operation.IsAssignableTo(typeof(IUnaryOperation));
        double[][] x = unary
            ? [s_special]
            : [[.. s_special.SelectMany(static a => s_special.Select(_ => a))], [.. s_special.SelectMany(static _ => s_special)]];
        foreach (double zero in (double[])[0.0, -0.0])
        {
            foreach (Type pullback in Pullbacks(operation, unary))
            {
                double[] wide = LaneRunner.Run(pullback, [.. x, LaneRunner.Run(operation, x), [.. x[0].Select(_ => zero)]]);
                float[][] single = [.. x.Select(static argument => argument.Select(static value => (float)value).ToArray())];
                float[] narrow = LaneRunner.Run(pullback, [.. single, LaneRunner.Run(operation, single), [.. x[0].Select(_ => (float)zero)]]);
                for (int i = 0; i < wide.Length; i++)
                    Assert.True(wide[i] == 0 && narrow[i] == 0, $"{pullback.Name} of {operation.Name} at {string.Join(", ", x.Select(argument => argument[i]))}: {wide[i]}, {narrow[i]}");
            }
        }
    }

    /// <summary>The guard is for gradients of 0 alone: all other bits are the pullback's own.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Other_gradients_are_pulled_back_as_the_operation_says(Type operation)
    {
        bool unary = operation.IsAssignableTo(typeof(IUnaryOperation));
        var random = new Random(3);
        double[][] x = [.. Enumerable.Range(0, unary ? 1 : 2).Select(_ => Enumerable.Range(0, 2000).Select(_ => random.Next(4) == 0 ? s_special[random.Next(s_special.Length)] : random.NextDouble() * 8 - 4).ToArray())];
        double[] y = LaneRunner.Run(operation, x), dy = [.. x[0].Select(_ => random.Next(8) == 0 ? double.PositiveInfinity : random.NextDouble() * 4 + 0.1)];
        foreach (var (plain, guarded) in (unary ? [typeof(Pullback<>)] : new[] { typeof(PullbackLeft<>), typeof(PullbackRight<>) })
            .Zip(unary ? [typeof(GuardedPullback<>)] : new[] { typeof(GuardedPullbackLeft<>), typeof(GuardedPullbackRight<>) }))
        {
            Assert.Equal(
                LaneRunner.Run(plain.MakeGenericType(operation), [.. x, y, dy]).Select(BitConverter.DoubleToInt64Bits),
                LaneRunner.Run(guarded.MakeGenericType(operation), [.. x, y, dy]).Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Theory]
    [InlineData(typeof(Square), 0, double.PositiveInfinity, 0)]
    [InlineData(typeof(Square), 0, double.NegativeInfinity, 0)]
    [InlineData(typeof(Square), 2, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(typeof(Square), 0, double.NaN, double.NaN)]
    public void An_infinite_gradient_of_a_square_is_0_at_0(Type operation, double x, double dy, double expected) =>
        Assert.Equal(expected, LaneRunner.Run<double>(typeof(GuardedPullback<>).MakeGenericType(operation), [x], [x * x], [dy])[0]);

    [Theory]
    [InlineData(typeof(Multiply), 5, 0, double.PositiveInfinity, 0)]
    [InlineData(typeof(Multiply), 5, 0, double.NaN, double.NaN)]
    [InlineData(typeof(Multiply), 5, 3, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(typeof(Power), 0, 2, double.PositiveInfinity, 0)]
    [InlineData(typeof(Power), 0, 3, double.NegativeInfinity, 0)]
    [InlineData(typeof(Power), 0, 2, double.NaN, double.NaN)]
    [InlineData(typeof(Power), 2, 2, double.PositiveInfinity, double.PositiveInfinity)]
    public void So_is_that_of_a_product_with_0_and_of_a_power(Type operation, double a, double b, double dy, double expected) =>
        Assert.Equal(expected, LaneRunner.Run<double>(typeof(GuardedPullbackLeft<>).MakeGenericType(operation), [a], [b], [LaneRunner.Run<double>(operation, [a], [b])[0]], [dy])[0]);

    private static IEnumerable<Type> Pullbacks(Type operation, bool unary)
    {
        bool plain = (bool?)operation.GetProperty("PullsZeroBack")?.GetValue(null) ?? false;
        return (unary ? [plain ? typeof(Pullback<>) : typeof(GuardedPullback<>)]
            : plain ? new[] { typeof(PullbackLeft<>), typeof(PullbackRight<>) } : [typeof(GuardedPullbackLeft<>), typeof(GuardedPullbackRight<>)])
            .Select(type => type.MakeGenericType(operation));
    }
}
