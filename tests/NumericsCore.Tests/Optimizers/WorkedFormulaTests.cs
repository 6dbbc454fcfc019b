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

    [Fact]
    public void RMSprop_as_in_PyTorch() => AssertSteps(
        new RmsProp(),
        [
            [-0.0999999000001, -0.099999950000025],
            [-0.17088797024971292, -0.17088804537523936],
            [-0.22891284505730983, -0.2289129370172716],
        ],
        [[0.0001, 0.0004], [0.000199, 0.000796], [0.00029701, 0.00118804]]);

    [Fact]
    public void RMSprop_with_momentum_as_in_PyTorch() => AssertSteps(
        new RmsProp(momentum: 0.9),
        [
            [-0.0999999000001, -0.099999950000025],
            [-0.2608878802498029, -0.26088800037526183],
            [-0.46371193728213245, -0.46371213735500727],
        ],
        [[0.0001, 0.0004], [0.000199, 0.000796], [0.00029701, 0.00118804]],
        [[9.99999000001, 9.9999950000025], [16.08879802497029, 16.088805037523684], [20.282405703232953, 20.282413697974544]]);

    [Fact]
    public void Centered_RMSprop_with_momentum_as_in_PyTorch() => AssertSteps(
        new RmsProp(momentum: 0.9, centered: true),
        [
            [-0.10050368051592172, -0.10050373102089608],
            [-0.2625611038307818, -0.2625612254259857],
            [-0.46731904026195353, -0.4673192431881038],
        ],
        [[0.0001, 0.0004], [0.000199, 0.000796], [0.00029701, 0.00118804]],
        [[0.001, 0.002], [0.00199, 0.00398], [0.0029701, 0.0059402]],
        [[10.050368051592171, 10.050373102089608], [16.205742331486007, 16.205749440508963], [20.475793643117175, 20.475801776211814]]);

    [Fact]
    public void RMSprop_with_momentum_as_in_Keras() => AssertSteps(
        new RmsProp(momentum: 0.9, convention: Convention.Keras),
        [
            [-0.003162119558142924, -0.003162238132438771],
            [-0.008302124128998651, -0.008302394697347839],
            [-0.014849039677913605, -0.014849473621359481],
        ],
        [[0.001, 0.004], [0.0019, 0.0076], [0.00271, 0.01084]],
        [[0.003162119558142924, 0.003162238132438771], [0.005140004570855727, 0.005140156564909069], [0.006546915548914953, 0.006547078924011642]]);

    [Fact]
    public void Centered_RMSprop_as_in_Keras() => AssertSteps(
        new RmsProp(centered: true, convention: Convention.Keras),
        [
            [-0.003333148163578818, -0.003333287038001521],
            [-0.005882129061702246, -0.005882330044030389],
            [-0.00813191189783389, -0.008132155583854639],
        ],
        [[0.001, 0.004], [0.0019, 0.0076], [0.00271, 0.01084]],
        [[0.01, 0.02], [0.019, 0.038], [0.0271, 0.0542]]);

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
