using NumericsCore.Testing;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

public class DenseTests
{
    public static TheoryData<string> Activations => [.. Activation.All.Select(static activation => activation.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Fused_layers_have_the_bits_of_product_sum_and_activation(string name)
    {
        var activation = Named(name);
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            foreach (bool bias in (bool[])[true, false])
            {
                var layer = new Dense(37, activation, bias, biasInitializer: Initializer.Normal(1));
                layer.Build([19], seed: 4, type);
                var x = Make.Random([23, 19], elementType: type);
                var sum = x.MatMul(layer.Weight!);
                if (bias) sum += layer.Bias!;
                Bits.AssertEqual(activation.Apply(sum), layer.Call(x));
                // the layer's bias gradient is a chain like those of the product: that of a bias multiplied by ones
                var ones = Tensor.Ones([23, 1], type);
                AssertSameGradients(layer, x, x => activation.Apply(bias ? x.MatMul(layer.Weight!) + ones.MatMul(layer.Bias!.Reshape(1, 37)) : x.MatMul(layer.Weight!)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradients_of_input_weight_and_bias_agree_with_differences(string name) => GradientLaw.HoldsInNetworks(
        new NetworkOptions { MaxDepth = 2, Activations = [Named(name)], Losses = [NetworkLoss.MeanSquaredError] }, cases: 30);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Any_number_of_leading_axes_is_a_batch(string name)
    {
        var layer = new Dense(4, Named(name));
        layer.Build([5], elementType: ElementType.Float64);
        var x = Make.Random([2, 3, 5]);
        var rows = layer.Call(x.Reshape(6, 5));
        Bits.AssertEqual(rows.Reshape(2, 3, 4), layer.Call(x));
        Bits.AssertEqual(rows[0], layer.Call(x[0, 0]));
        var result = GradientCheck.Run(x => layer.Call(x), x);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal([0, 4], layer.Call(Tensor.Zeros([0, 5], ElementType.Float64)).Shape);
    }

    [Fact]
    public void The_worked_example_comes_out_by_hand()
    {
        var layer = new Dense(2, Activation.Relu);
        layer.Build([3], elementType: ElementType.Float64);
        layer.Weight!.Assign<double>([1, -1, 2, 0.5, -3, 4]);
        layer.Bias!.Assign<double>([0.5, -1]);
        // [1·1 + 2·2 - 3·3 + 0.5, -1·1 + 0.5·2 + 4·3 - 1] = [-3.5, 11]
        Assert.Equal([0, 11], layer.Call(Make.Of([1, 3], 1, 2, 3)).ToArray<double>());
    }

    [Fact]
    public void Inputs_must_fit_the_weights()
    {
        var layer = new Dense(2);
        layer.Build([3]);
        Expect.Error<ArgumentException>("This dense layer was built for 3 features; the input has shape [1, 4]. (Parameter 'input')", () => layer.Call(Tensor.Zeros([1, 4])));
        Expect.Error<ArgumentException>(
            "The tensors have different element types, float64 and float32; convert one with To(ElementType) first. (Parameter 'weight')",
            () => layer.Call(Tensor.Zeros([1, 3], ElementType.Float64)));
        Assert.Throws<ArgumentException>(() => layer.Call(Tensor.Zeros([1, 3], device: Device.CreateCpu(1))));
        Expect.Error<ArgumentException>("A layer's input has a batch axis; this tensor is a scalar. (Parameter 'input')", () => layer.Call(Tensor.Scalar(1)));
        Expect.Error<ArgumentOutOfRangeException>("A dense layer has at least 1 unit. (Parameter 'units')\nActual value was 0.", () => new Dense(0));
        Expect.Error<ArgumentException>(
            "A dense layer needs samples with at least one feature on their last axis; a sample here has shape []. Flatten first?", () => new Dense(1).Build([]));
    }

    [Fact]
    public void Activations_have_names_and_layers_of_their_own()
    {
        Assert.Equal(
            ["none", "relu", "sigmoid", "tanh", "softmax", "softplus", "gelu", "gelu_tanh", "silu", "elu", "selu", "leaky_relu", "hard_sigmoid", "hard_swish", "mish", "softsign", "log_sigmoid"],
            Activation.All.Select(static activation => activation.ToString()));
        var x = Make.Random([3, 4]);
        Bits.AssertEqual(x.Relu(), new Relu().Call(x));
        Bits.AssertEqual(x.Sigmoid(), new Sigmoid().Call(x));
        Bits.AssertEqual(x.Tanh(), new Tanh().Call(x));
        Bits.AssertEqual(x.Softmax(), new Softmax().Call(x));
        Bits.AssertEqual(x.Softplus(), new Softplus().Call(x));
        Bits.AssertEqual(x.Gelu(), new Gelu().Call(x));
        Bits.AssertEqual(x.GeluTanh(), new GeluTanh().Call(x));
        Bits.AssertEqual(x.Silu(), new Silu().Call(x));
        Bits.AssertEqual(x.Elu(), new Elu().Call(x));
        Bits.AssertEqual(x.Elu(0.5), new Elu(0.5).Call(x));
        Bits.AssertEqual(x.Selu(), new Selu().Call(x));
        Bits.AssertEqual(x.LeakyRelu(), new LeakyRelu().Call(x));
        Bits.AssertEqual(x.LeakyRelu(0.5), new LeakyRelu(0.5).Call(x));
        Bits.AssertEqual(x.HardSigmoid(), new HardSigmoid().Call(x));
        Bits.AssertEqual(x.HardSwish(), new HardSwish().Call(x));
        Bits.AssertEqual(x.Mish(), new Mish().Call(x));
        Bits.AssertEqual(x.Softsign(), new Softsign().Call(x));
        Bits.AssertEqual(x.LogSigmoid(), new LogSigmoid().Call(x));
    }

    private static void AssertSameGradients(Dense layer, Tensor x, Func<Tensor, Tensor> unfused)
    {
        var seed = Make.Random([x.Shape[0], layer.Units], stream: 5, x.ElementType);
        Tensor[] expected = Gradients(unfused), actual = Gradients(x => layer.Call(x));
        Bits.AssertEqual(expected[0], actual[0]);
        Bits.AssertEqual(expected[1], actual[1]);
        // the bias adds up its gradient beside the weight's, over the rows in order, and not as a reduction
        if (layer.Bias is not null) Near.AssertEqual(expected[2].ToDoubleArray(), actual[2], x.ElementType == ElementType.Float32 ? 1e-5 : 1e-13);

        Tensor[] Gradients(Func<Tensor, Tensor> function)
        {
            foreach (var parameter in layer.Parameters) parameter.ClearGradient();
            var leaf = x.WithGradient();
            function(leaf).Backward(seed);
            return [leaf.Gradient!, .. layer.Parameters.Select(static parameter => parameter.Gradient!.Copy())];
        }
    }

    private static Activation Named(string name) => Activation.All.Single(activation => activation.Name == name);
}
