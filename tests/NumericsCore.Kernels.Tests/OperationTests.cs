using System.Reflection;

namespace NumericsCore.Kernels.Tests;

/// <summary>Every operation against its reference and every pullback against central differences, by enumeration.</summary>
public class OperationTests
{
    private const int Samples = 500;
    private const double Step = 1e-6;

    public static TheoryData<Type> Operations => [.. FormulaCatalog.UnaryOperations, .. FormulaCatalog.BinaryOperations];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Forward_matches_the_reference_in_float32(Type type)
    {
        Operation operation = new(type);
        float[][] x = [.. operation.Sample(Samples).Select(argument => argument.Select(value => (float)value).ToArray())];
        float[] y = LaneRunner.Run(type, x);
        for (int i = 0; i < Samples; i++)
        {
            double expected = operation.Reference([.. x.Select(argument => (double)argument[i])]);

            // The thousandth is for the rounding of the reference itself.
            Assert.True(Ulps.Between(expected, y[i]) <= operation.ToleranceUlps + 0.001, $"{type.Name}({Show(x, i)}) = {y[i]:R}, expected {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Forward_matches_the_reference_in_float64(Type type)
    {
        Operation operation = new(type);
        double[][] x = operation.Sample(Samples);
        double[] y = LaneRunner.Run(type, x);

        // The reference is as inexact as the operation, unless it is the same one rounding.
        double tolerance = operation.ToleranceUlps <= 0.5 ? 0 : (2 * operation.ToleranceUlps) + 0.5;
        for (int i = 0; i < Samples; i++)
        {
            double expected = operation.Reference([.. x.Select(argument => argument[i])]);
            Assert.True(new ExactValue(expected).UlpsFrom(y[i]) <= tolerance, $"{type.Name}({Show(x, i)}) = {y[i]:R}, expected {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Pullbacks_match_central_differences(Type type)
    {
        double[][] x = new Operation(type).Sample(Samples);
        double[] y = LaneRunner.Run(type, x);
        double[] dy = Gradients();
        for (int argument = 0; argument < x.Length; argument++)
        {
            double[] gradient = LaneRunner.Run(PullbackOf(type, argument), [.. x, y, dy]);
            double[] above = LaneRunner.Run(type, Shift(x, argument, Step));
            double[] below = LaneRunner.Run(type, Shift(x, argument, -Step));
            for (int i = 0; i < Samples; i++)
            {
                double expected = dy[i] * (above[i] - below[i]) / ((x[argument][i] + Step) - (x[argument][i] - Step));
                double scale = 1 + Math.Abs(gradient[i]) + Math.Abs(y[i]);
                Assert.True(Math.Abs(gradient[i] - expected) < 1e-7 * scale, $"argument {argument} of {type.Name}({Show(x, i)}): {gradient[i]:R}, expected {expected:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Pullbacks_in_float32_follow_those_in_float64(Type type)
    {
        float[][] x = [.. new Operation(type).Sample(Samples).Select(argument => argument.Select(value => (float)value).ToArray())];
        double[][] wide = [.. x.Select(argument => argument.Select(value => (double)value).ToArray())];
        float[] dy = [.. Gradients().Select(value => (float)value)];
        for (int argument = 0; argument < x.Length; argument++)
        {
            Type pullback = PullbackOf(type, argument);
            float[] gradient = LaneRunner.Run(pullback, [.. x, LaneRunner.Run(type, x), dy]);
            double[] expected = LaneRunner.Run(pullback, [.. wide, LaneRunner.Run(type, wide), dy.Select(value => (double)value).ToArray()]);
            for (int i = 0; i < Samples; i++)
                Assert.True(Math.Abs(gradient[i] - expected[i]) <= 1e-5 * (1 + Math.Abs(expected[i])), $"argument {argument} of {type.Name}({Show(x, i)}): {gradient[i]:R}, expected {expected[i]:R}");
        }
    }

    private static double[] Gradients()
    {
        Random random = new(9);
        return [.. Enumerable.Range(0, Samples).Select(_ => (random.NextDouble() * 4) - 2)];
    }

    private static Type PullbackOf(Type operation, int argument) =>
        (operation.IsAssignableTo(typeof(IUnaryOperation)) ? typeof(Pullback<>) : argument == 0 ? typeof(PullbackLeft<>) : typeof(PullbackRight<>)).MakeGenericType(operation);

    private static double[][] Shift(double[][] x, int argument, double step) =>
        [.. x.Select((values, i) => i == argument ? values.Select(value => value + step).ToArray() : values)];

    private static string Show<T>(T[][] x, int i) => string.Join(", ", x.Select(argument => argument[i]));

    /// <summary>The static members of an operation, reached through its type.</summary>
    private sealed class Operation(Type type)
    {
        // A sample keeps this distance from points without a derivative.
        private const double Margin = 0.01;

        public double ToleranceUlps => Get<double>("ToleranceUlps");

        public double Reference(double[] x) => (double)type.GetMethod("Reference")!.Invoke(Activator.CreateInstance(type), [.. x.Cast<object>()])!;

        public double[][] Sample(int count)
        {
            Random random = new(3);
            Domain[] domains = type.IsAssignableTo(typeof(IUnaryOperation)) ? [Get<Domain>("Domain")] : [Get<Domain>("LeftDomain"), Get<Domain>("RightDomain")];
            return [.. domains.Select(domain => Enumerable.Range(0, count).Select(_ => Draw(random, domain)).ToArray())];
        }

        private static double Draw(Random random, Domain domain)
        {
            double x;
            do
                x = domain.Low + (random.NextDouble() * (domain.High - domain.Low));
            while (Math.Abs(x - domain.Avoid) < Margin);
            return x;
        }

        private T Get<T>(string name) => (T)type.GetProperty(name, BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
    }
}
