using NumericsCore.Tests.Support;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore.Tests.Layers;

/// <summary>The library's formulas as activations of dense layers.</summary>
public class FormulaActivationTests
{
    private static readonly (Activation Activation, Func<Tensor, Tensor> Apply)[] s_activations =
    [
        (Activation.From<Formula.LeakyRelu>(new(new(0.25))), static x => x.LeakyRelu(0.25)),
        (Activation.From<Formula.Elu>(new(new(0.5))), static x => x.Elu(0.5)),
        (Activation.From<Formula.Selu>(), static x => x.Selu()),
        (Activation.From<Formula.Silu>(), static x => x.Silu()),
        (Activation.From<Formula.Gelu>(), static x => x.Gelu()),
        (Activation.From<Formula.GeluTanh>(), static x => x.GeluTanh()),
        (Activation.From<Formula.Mish>(), static x => x.Mish()),
        (Activation.From<Formula.Softsign>(), static x => x.Softsign()),
        (Activation.From<Formula.HardSigmoid>(), static x => x.HardSigmoid()),
        (Activation.From<Formula.HardSwish>(), static x => x.HardSwish()),
        (Activation.From<Formula.LogSigmoid>(), static x => x.LogSigmoid()),
        (Activation.From<Sin>(), static x => x.Sin()),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_activations.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_dense_layer_has_the_bits_of_product_sum_and_operation(int index)
    {
        var (activation, apply) = s_activations[index];
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            var layer = new Dense(37, activation, biasInitializer: Initializer.Normal(1));
            layer.Build([19], seed: 4, type);
            Tensor x = Make.Random([23, 19], elementType: type), seed = Make.Random([23, 37], stream: 5, type), fused = x.WithGradient(), plain = x.WithGradient();
            var y = layer.Call(fused);
            var expected = apply(plain.MatMul(layer.Weight!) + layer.Bias!);
            Bits.AssertEqual(expected, y);
            y.Backward(seed);
            expected.Backward(seed);
            Bits.AssertEqual(plain.Gradient!, fused.Gradient!);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_slope_lies_between_0_and_1(double slope) =>
        Expect.Error<ArgumentOutOfRangeException>($"The slope below 0 lies in [0, 1]. (Parameter 'negativeSlope')\nActual value was {slope}.", () => Tensor.Ones([2]).LeakyRelu(slope));

    [Theory]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Alpha_is_finite_and_not_negative(double alpha) =>
        Expect.Error<ArgumentOutOfRangeException>($"α is finite and at least 0. (Parameter 'alpha')\nActual value was {alpha}.", () => Tensor.Ones([2]).Elu(alpha));
}
