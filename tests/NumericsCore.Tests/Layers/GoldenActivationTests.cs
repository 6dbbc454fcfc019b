using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

/// <summary>
/// The named activations and their gradients beside values of PyTorch's published formulas, computed with Python's decimal module to 60 digits:
/// alone, and as part of a dense layer.
/// </summary>
public class GoldenActivationTests
{
    private static readonly double[] s_x = [-4.5, -3.25, -1.5, -0.75, -0.125, 0.25, 1, 2.5, 3.5, 6];

    private static readonly (Activation Activation, double[] Y, double[] Gradient)[] s_golden =
    [
        (Activation.Softplus, [0.011047744848593817, 0.038041371687783126, 0.2014132779827524, 0.38687100611489994, 0.6325990353171691, 0.8259394198788436, 1.3132616875182228, 2.5788897342925496, 3.5297504182726205, 6.00247568513773],
            [0.01098694263059318, 0.03732688734412946, 0.18242552380635635, 0.320821300824607, 0.46879062662624377, 0.5621765008857981, 0.7310585786300049, 0.9241418199787564, 0.9706877692486436, 0.9975273768433652]),
        (Activation.Gelu, [-1.5289529061285272e-05, -0.0018753313877699928, -0.1002108019032871, -0.16997051428265114, -0.056282721896235885, 0.14967658142073093, 0.8413447460685429, 2.4844758366855597, 3.4991857982233756, 5.999999994080474],
            [-6.852916185634458e-05, -0.006017381143833479, -0.12746919222997952, 0.0007742782607648957, 0.4007820643017934, 0.695373354883636, 1.0833154705876864, 1.037611085908145, 1.0028217603536247, 1.0000000354687095]),
        (Activation.GeluTanh, [-5.13673741195865e-06, -0.0015686271447474687, -0.10042842301976708, -0.1700394448343797, -0.05628280137577661, 0.149675350701685, 0.8411919906082767, 2.484915733910001, 3.499383802344626, 5.9999999999156035],
            [-2.9322270442755096e-05, -0.005564345644144168, -0.12771079315143308, 0.0010617438625857023, 0.40078459383720855, 0.6953540951510604, 1.0829640838457826, 1.037951576212666, 1.0024226437601165, 1.0000000007709975]),
        (Activation.Silu, [-0.04944124183766931, -0.12131238386842075, -0.2736382857095345, -0.24061597561845527, -0.05859882832828047, 0.14054412522144952, 0.7310585786300049, 2.310354549946891, 3.397407192370253, 5.985164261060191],
            [-0.03791109111942038, -0.07945728283818695, -0.041294154299142946, 0.1574000555032465, 0.4376623797495416, 0.6237100215701977, 0.9276705118714867, 1.0994011113415267, 1.0702733528277182, 1.0123264325915255]),
        (Activation.Elu(), [-0.9888910034617577, -0.961225792168278, -0.7768698398515702, -0.5276334472589853, -0.1175030974154046, 0.25, 1, 2.5, 3.5, 6],
            [0.011108996538242306, 0.03877420783172201, 0.22313016014842982, 0.4723665527410147, 0.8824969025845955, 1, 1, 1, 1, 1]),
        (Activation.Elu(0.5), [-0.49444550173087887, -0.480612896084139, -0.3884349199257851, -0.26381672362949266, -0.0587515487077023, 0.25, 1, 2.5, 3.5, 6],
            [0.005554498269121153, 0.019387103915861004, 0.11156508007421491, 0.23618327637050734, 0.4412484512922977, 1, 1, 1, 1, 1]),
        (Activation.Selu, [-1.7385686213560172, -1.689930431616547, -1.3658143533672527, -0.9276320158350512, -0.20658211811354793, 0.2626752468388701, 1.0507009873554805, 2.6267524683887014, 3.677453455744182, 6.304205924132883],
            [0.01953071949135959, 0.06816890923082966, 0.39228498748012414, 0.8304673250123257, 1.551517222733829, 1.0507009873554805, 1.0507009873554805, 1.0507009873554805, 1.0507009873554805, 1.0507009873554805]),
        (Activation.LeakyRelu(), [-0.045, -0.0325, -0.015, -0.0075, -0.00125, 0.25, 1, 2.5, 3.5, 6],
            [0.01, 0.01, 0.01, 0.01, 0.01, 1, 1, 1, 1, 1]),
        (Activation.LeakyRelu(0.25), [-1.125, -0.8125, -0.375, -0.1875, -0.03125, 0.25, 1, 2.5, 3.5, 6],
            [0.25, 0.25, 0.25, 0.25, 0.25, 1, 1, 1, 1, 1]),
        (Activation.HardSigmoid, [0, 0, 0.25, 0.375, 0.4791666666666667, 0.5416666666666666, 0.6666666666666666, 0.9166666666666666, 1, 1],
            [0, 0, 0.16666666666666666, 0.16666666666666666, 0.16666666666666666, 0.16666666666666666, 0.16666666666666666, 0.16666666666666666, 0, 0]),
        (Activation.HardSwish, [0, 0, -0.375, -0.28125, -0.059895833333333336, 0.13541666666666666, 0.6666666666666666, 2.2916666666666665, 3.5, 6],
            [0, 0, 0, 0.25, 0.4583333333333333, 0.5833333333333334, 0.8333333333333334, 1.3333333333333333, 1, 1]),
        (Activation.Mish, [-0.049712829307341215, -0.12357485345218235, -0.29809974216680674, -0.2764947145054652, -0.06997990718000248, 0.1695724096638176, 0.8650983882673103, 2.471392304557881, 3.493990715117519, 5.999926634065253],
            [-0.0383879124916281, -0.08311396454279738, -0.06409781589225864, 0.1607457404998387, 0.519606473544816, 0.7541726677205928, 1.0490362200997922, 1.0411295301313532, 1.0099393249951332, 1.0001341405062099]),
        (Activation.Softsign, [-0.8181818181818182, -0.7647058823529411, -0.6, -0.42857142857142855, -0.1111111111111111, 0.2, 0.5, 0.7142857142857143, 0.7777777777777778, 0.8571428571428571],
            [0.03305785123966942, 0.05536332179930796, 0.16, 0.32653061224489793, 0.7901234567901234, 0.64, 0.25, 0.08163265306122448, 0.04938271604938271, 0.02040816326530612]),
        (Activation.LogSigmoid, [-4.511047744848594, -3.288041371687783, -1.7014132779827524, -1.1368710061148999, -0.7575990353171691, -0.5759394198788436, -0.3132616875182228, -0.07888973429254963, -0.029750418272620566, -0.0024756851377304495],
            [0.9890130573694068, 0.9626731126558705, 0.8175744761936437, 0.679178699175393, 0.5312093733737563, 0.4378234991142019, 0.2689414213699951, 0.07585818002124355, 0.02931223075135632, 0.0024726231566347743]),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_golden.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_PyTorch(int index)
    {
        var (activation, y, gradient) = s_golden[index];
        foreach (var type in (ElementType[])[ElementType.Float64, ElementType.Float32])
        {
            double tolerance = type == ElementType.Float64 ? 2e-15 : 1e-6;
            var x = Tensor.From(s_x).To(type).Reshape(-1, 1);
            Check(activation.Apply, x);
            // the weight 1 and no bias make the pre-activations those numbers
            var layer = new Dense(1, activation, useBias: false, Initializer.Constant(1));
            layer.Build([1], elementType: type);
            Check(x => layer.Call(x), x);

            void Check(Func<Tensor, Tensor> apply, Tensor x)
            {
                var leaf = x.WithGradient();
                var result = apply(leaf);
                Near.AssertEqual(y, result, tolerance);
                result.Sum().Backward();
                Near.AssertEqual(gradient, leaf.Gradient!, tolerance);
            }
        }
    }

    [Fact]
    public void Every_activation_of_a_formula_is_among_them()
    {
        // none, relu, sigmoid, tanh and softmax have worked examples of their own
        string[] golden = [.. s_golden.Select(static item => item.Activation.Name).Distinct()];
        Assert.Equal(Activation.All.Select(static activation => activation.Name).Except(["none", "relu", "sigmoid", "tanh", "softmax"]).Order(), golden.Order());
    }

    [Fact]
    public void Defaults_are_PyTorch_s()
    {
        Assert.Equal(0.01, new LeakyRelu().NegativeSlope);
        Assert.Equal(1, new Elu().Alpha);
        var x = Make.Vector(-2, -0.5, 0, 3);
        Bits.AssertEqual(x.LeakyRelu(0.01), new LeakyRelu().Call(x));
        // a formula that is not given is as its constructor makes it, not zeros
        Bits.AssertEqual(x.LeakyRelu(0.01), Activation.From<Kernels.Formulas.LeakyRelu>().Apply(x));
        Bits.AssertEqual(x.LeakyRelu(0.01), x.Apply<Kernels.Formulas.LeakyRelu>());
        Bits.AssertEqual(x.Elu(1), Activation.From<Kernels.Formulas.Elu>().Apply(x));
        Bits.AssertEqual(x.Elu(1), x.Apply<Kernels.Formulas.Elu>());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_slope_that_cannot_be_is_named(double slope)
    {
        string message = $"The slope below 0 lies in [0, 1]. (Parameter 'negativeSlope')\nActual value was {slope}.";
        Expect.Error<ArgumentOutOfRangeException>(message, () => Activation.LeakyRelu(slope));
        Expect.Error<ArgumentOutOfRangeException>(message, () => new LeakyRelu(slope));
        Assert.Equal("operation", Assert.Throws<ArgumentOutOfRangeException>(() => Activation.From(new Kernels.Formulas.LeakyRelu(new(slope)))).ParamName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_alpha_that_cannot_be_is_named(double alpha)
    {
        string message = $"α is finite and at least 0. (Parameter 'alpha')\nActual value was {alpha}.";
        Expect.Error<ArgumentOutOfRangeException>(message, () => Activation.Elu(alpha));
        Expect.Error<ArgumentOutOfRangeException>(message, () => new Elu(alpha));
        Assert.Equal("operation", Assert.Throws<ArgumentOutOfRangeException>(() => Activation.From(new Kernels.Formulas.Elu(new(alpha)))).ParamName);
    }
}
