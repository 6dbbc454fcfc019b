using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers;

/// <summary>The document's arithmetic, computed at 40 digits, through the public classes in float64.</summary>
public class WorkedFormulaTests
{
    [Fact]
    public void Gradient_descent_on_half_the_squared_error()
    {
        double[] expected =
        [
            0.06, 0.1176, 0.172896, 0.22598016, 0.2769409536, 0.325863315456, 0.37282878283776, 0.4179156315242496, 0.46119900626327964, 0.5027510460127484,
        ];
        var theta = Make.Parameter(0);
        var optimizer = new Sgd(learningRate: 0.01);
        optimizer.AddGroup([theta]);
        for (int t = 1; t <= 10; t++)
        {
            optimizer.ClearGradients();
            (0.5 * (3 - theta * 2).Square()).Sum().Backward();
            // the right gradient, 4θ - 6
            Assert.Equal(4 * theta.ToScalar() - 6, theta.Gradient!.ToScalar(), 1e-14);
            optimizer.Step();
            Assert.Equal(expected[t - 1], theta.ToScalar(), 1e-14);
            Assert.Equal(1.5 - 1.5 * Math.Pow(0.96, t), theta.ToScalar(), 1e-14);
        }
    }

    [Fact]
    public void Adam_without_bias_correction() => AssertSteps(
        new Adam(0.001, 0.9, 0.999, epsilon: 0.001, biasCorrection: false),
        [
            [-0.0024025307335204214, -0.0027305411899162866],
            [-0.005875376328212944, -0.006552696095854027],
            [-0.010061036010938369, -0.01108865025149369],
        ],
        [[0.01, 0.02], [0.019, 0.038], [0.0271, 0.0542]],
        [[1e-5, 4e-5], [1.999e-5, 7.996e-5], [2.997001e-5, 0.00011988004]]);

    [Fact]
    public void Adam_with_bias_correction() => AssertSteps(
        new Adam(0.001, 0.9, 0.999, epsilon: 0.001),
        [
            [-0.0009900990099009901, -0.0009950248756218905],
            [-0.0019801980198019802, -0.001990049751243781],
            [-0.0029702970297029703, -0.0029850746268656717],
        ],
        [[0.01, 0.02], [0.019, 0.038], [0.0271, 0.0542]],
        [[1e-5, 4e-5], [1.999e-5, 7.996e-5], [2.997001e-5, 0.00011988004]]);

    [Fact]
    public void Adagrad_as_on_paper() => AssertSteps(
        new Adagrad(convention: Convention.Paper),
        [
            [-0.00999999999, -0.009999999995],
            [-0.017071067796865475, -0.017071067804365476],
            [-0.0228445704854284, -0.022844570494595068],
        ],
        [[0.01, 0.04], [0.02, 0.08], [0.03, 0.12]]);

    [Fact]
    public void Adadelta_as_on_paper() => AssertSteps(
        new Adadelta(convention: Convention.Paper),
        [
            [-0.004467670516087703, -0.004471018340098959],
            [-0.008992198378441165, -0.00899898011502276],
            [-0.013555197311845811, -0.013565463052172665],
        ],
        [[0.0005, 0.002], [0.000975, 0.0039], [0.00142625, 0.005705]],
        [[9.980039920159682e-07, 9.995002498750624e-07], [1.971671411275809e-06, 1.974647129139865e-06], [2.914135804024616e-06, 2.918553093446932e-06]]);

    /// <summary>Steps from θ = [0, 0] with the gradient [0.1, 0.2]; after each the parameters and the state slots, relatively.</summary>
    private static void AssertSteps(Optimizer optimizer, double[][] thetas, params double[][][] slots)
    {
        var theta = Make.Parameter(0, 0);
        optimizer.AddGroup([theta]);
        for (int t = 0; t < thetas.Length; t++)
        {
            optimizer.ClearGradients();
            (theta * Make.Vector(0.1, 0.2)).Sum().Backward();
            optimizer.Step();
            AssertRelative(thetas[t], theta);
            for (int slot = 0; slot < slots.Length; slot++) AssertRelative(slots[slot][t], optimizer.Slot(theta, slot));
        }
    }

    private static void AssertRelative(double[] expected, Tensor actual)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(1, actual.GetValue(i) / expected[i], 1e-12);
    }
}
