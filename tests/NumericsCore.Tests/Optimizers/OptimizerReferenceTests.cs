using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers;

public class OptimizerReferenceTests
{
    private const int Steps = 50;
    private static readonly double[] s_start = [1, -2, 0.5, 3, -0.1];
    private static readonly double[] s_curvature = [1, 0.3, 2, 0.1, 5];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, OptimizerCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fifty_steps_agree_with_plain_scalar_code(int index)
    {
        var @case = OptimizerCase.All[index];
        double[] expected = new double[s_start.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            var step = @case.Reference();
            double theta = s_start[i];
            for (int t = 1; t <= Steps; t++) theta = step(t, theta, s_curvature[i] * theta + Math.Sin(t));
            expected[i] = theta;
        }

        double[] actual = Run(@case.Create());
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-11 * Math.Max(1, Math.Abs(expected[i])), $"{@case}: element {i} is {actual[i]:R}, expected {expected[i]:R}");
    }

    [Fact]
    public void Every_optimizer_is_in_the_list() =>
        Assert.Equal(OptimizerCase.Types.Select(static type => type.Name).Order(), OptimizerCase.All.Select(static @case => @case.Create().GetType().Name).Distinct().Order());

    [Fact]
    public void Every_choice_of_options_leads_elsewhere()
    {
        double[][] ends = [.. OptimizerCase.All.Select(static @case => Run(@case.Create()))];
        for (int i = 0; i < ends.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.True(ends[i].Zip(ends[j]).Any(static pair => Math.Abs(pair.First - pair.Second) > 1e-11), $"{OptimizerCase.All[i]} and {OptimizerCase.All[j]} end alike");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float32_follows_float64(int index)
    {
        var @case = OptimizerCase.All[index];
        double[] exact = Run(@case.Create()), single = Run(@case.Create(), ElementType.Float32);
        for (int i = 0; i < exact.Length; i++) Assert.Equal(exact[i], single[i], 2e-4);
    }

    /// <summary>Where the rate changes between steps, Keras's momentum and PyTorch's differ.</summary>
    [Fact]
    public void A_new_rate_holds_from_the_next_step_on()
    {
        foreach (var convention in (Convention[])[Convention.PyTorch, Convention.Keras])
        {
            var theta = Make.Parameter(1);
            var optimizer = new Sgd(0.1, momentum: 0.9, convention: convention);
            optimizer.AddGroup([theta]);
            Step(1);
            optimizer.LearningRate = 0.01;
            Step(1);
            // PyTorch: b = 1, then 1.9; 1 - 0.1·1 - 0.01·1.9. Keras: m = -0.1, then -0.09 - 0.01
            Assert.Equal(convention == Convention.PyTorch ? 0.881 : 0.8, theta.ToScalar(), 1e-14);

            void Step(double gradient)
            {
                optimizer.ClearGradients();
                (theta * gradient).Sum().Backward();
                optimizer.Step();
            }
        }
    }

    /// <summary>Minimises Σ ½cθ² + θ sin t, whose gradient is cθ + sin t.</summary>
    private static double[] Run(Optimizer optimizer, ElementType type = ElementType.Float64)
    {
        var theta = new Parameter(Tensor.From(s_start).To(type));
        var curvature = Tensor.From(s_curvature).To(type);
        optimizer.AddGroup([theta]);
        for (int t = 1; t <= Steps; t++)
        {
            optimizer.ClearGradients();
            (0.5 * curvature * theta.Square() + theta * Math.Sin(t)).Sum().Backward();
            optimizer.Step();
        }

        Assert.Equal(Steps, optimizer.StepCount);
        return theta.ToDoubleArray();
    }
}
