namespace NumericsCore.Kernels.Tests;

/// <summary>Each rule in float64 against numbers worked out with 40 digits: g = [0.1, 0.2] from θ = 0 unless said otherwise.</summary>
public class WorkedFormulaTests
{
    private static readonly double[] Gradient = [0.1, 0.2];

    [Fact]
    public void Gradient_descent_on_half_the_square_of_3_minus_2_theta()
    {
        double[] expected =
            [0.06, 0.1176, 0.172896, 0.22598016, 0.2769409536, 0.325863315456, 0.37282878283776, 0.4179156315242496, 0.46119900626327964, 0.5027510460127484];
        var cpu = Slices.Wide;
        var theta = cpu.Slice<double>([0]);
        foreach (double next in expected)
        {
            var g = cpu.Slice<double>([(4 * theta.ToArray()[0]) - 6]);
            cpu.Update(new UpdateSegment[] { new(0, 1, 0) }, cpu.Slice<SgdRule>([new(0.01)]), theta, g, default);
            Assert.Equal(next, theta.ToArray()[0], 1e-12);
        }
    }

    [Fact]
    public void Adam_without_bias_correction() => Check(
        t => AdamRule.Prepare(0.001, 0.9, 0.999, epsilon: 0.001, biasCorrection: false, epsilonHat: false, t),
        [
            [-0.0024025307335204214, -0.0027305411899162866, 0.01, 0.02, 1e-05, 4e-05],
            [-0.005875376328212944, -0.006552696095854027, 0.019, 0.038, 1.999e-05, 7.996e-05],
            [-0.010061036010938369, -0.01108865025149369, 0.0271, 0.0542, 2.997001e-05, 0.00011988004],
        ]);

    [Fact]
    public void Adam_with_bias_correction() => Check(
        t => AdamRule.Prepare(0.001, 0.9, 0.999, epsilon: 0.001, biasCorrection: true, epsilonHat: false, t),
        [
            [-0.0009900990099009901, -0.0009950248756218905, 0.01, 0.02, 1e-05, 4e-05],
            [-0.0019801980198019802, -0.001990049751243781, 0.019, 0.038, 1.999e-05, 7.996e-05],
            [-0.0029702970297029703, -0.0029850746268656717, 0.0271, 0.0542, 2.997001e-05, 0.00011988004],
        ]);

    [Fact]
    public void Adagrad() => Check(
        t => AdagradRule.Prepare(0.01, decay: 0, epsilon: 1e-10, insideRoot: false, t),
        [
            [-0.00999999999, -0.009999999995, 0.01, 0.04],
            [-0.017071067796865475, -0.017071067804365476, 0.02, 0.08],
            [-0.0228445704854284, -0.022844570494595068, 0.03, 0.12],
        ]);

    [Fact]
    public void Adadelta() => Check(
        _ => new AdadeltaRule(eta: 1, rho: 0.95, epsilon: 1e-06),
        [
            [-0.004467670516087703, -0.004471018340098959, 0.0005, 0.002, 9.980039920159682e-07, 9.995002498750624e-07],
            [-0.008992198378441165, -0.00899898011502276, 0.000975, 0.0039, 1.971671411275809e-06, 1.974647129139865e-06],
            [-0.013555197311845811, -0.013565463052172665, 0.00142625, 0.005705, 2.914135804024616e-06, 2.918553093446932e-06],
        ]);

    [Theory]
    [InlineData(0.01, 0, 1e-10, false, 0.01)]
    [InlineData(0.001, 0.1, 1e-7, true, 9.5346e-4)]
    public void First_step_of_Adagrad_from_a_gradient_of_one_in_PyTorch_and_in_Keras(double rate, double accumulator, double epsilon, bool insideRoot, double step)
    {
        var cpu = Slices.Wide;
        var theta = cpu.Slice<double>([0]);
        cpu.Update(new UpdateSegment[] { new(0, 1, 0) }, cpu.Slice<AdagradRule>([AdagradRule.Prepare(rate, decay: 0, epsilon, insideRoot, t: 1)]),
            theta, cpu.Slice<double>([1]), cpu.Slice<double>([accumulator]));

        Assert.Equal(-step, theta.ToArray()[0], 1e-7);
    }

    [Fact]
    public void A_variance_that_rounding_makes_negative_counts_as_0()
    {
        const double mean = 0.1, rate = 0.01, epsilon = 0.5;
        // a mean of squares below the square of the mean, which a gradient of the mean leaves so
        double[] slots = [mean * mean * (1 - 1e-9), mean];
        var cpu = Slices.Wide;
        var theta = cpu.Slice<double>([0]);
        cpu.Update(new UpdateSegment[] { new(0, 1, 0) }, cpu.Slice<CenteredRmsPropRule>([new(RmsPropRule.Prepare(rate, rho: 0.9, epsilon, mu: 0, keras: false))]),
            theta, cpu.Slice<double>([mean]), cpu.Slice<double>(slots));
        Assert.Equal(-rate * (mean / epsilon), theta.ToArray()[0], 1e-15);
    }

    /// <summary>Runs the rule and compares the parameters and then the slots after each step.</summary>
    private static void Check<TRule>(Func<int, TRule> rule, double[][] expected) where TRule : unmanaged, IUpdateRule
    {
        var cpu = Slices.Wide;
        var theta = cpu.Slice<double>([0, 0]);
        var slots = cpu.Slice<double>(new double[2 * TRule.Slots]);
        for (int t = 1; t <= expected.Length; t++)
        {
            cpu.Update(new UpdateSegment[] { new(0, 2, 0) }, cpu.Slice<TRule>([rule(t)]), theta, cpu.Slice<double>(Gradient), slots);
            double[] actual = [.. theta.ToArray(), .. slots.ToArray()];
            Assert.Equal(expected[t - 1].Length, actual.Length);
            for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[t - 1][i], actual[i], 1e-12);
        }
    }
}
