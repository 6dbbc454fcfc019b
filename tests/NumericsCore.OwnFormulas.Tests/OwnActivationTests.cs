using NumericsCore.Kernels;
using NumericsCore.Testing;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Formulas of a user's own as activations are like the library's, bit by bit.</summary>
public class OwnActivationTests
{
    private static readonly ElementType[] s_types = [ElementType.Float32, ElementType.Float64];

    /// <summary>Copies of the library's formulas beside what they copy: with a pullback from the result, from its sign, and from the argument.</summary>
    private static readonly (Activation Own, Activation BuiltIn)[] s_copies =
    [
        (Activation.From<OwnSigmoid>(), Activation.Sigmoid),
        (Activation.From<OwnRelu>(), Activation.Relu),
        (Activation.From<OwnSoftplus>(), Activation.Softplus),
    ];

    /// <summary>Activations beside what their formula is as tensor operations.</summary>
    private static readonly (Activation Own, Func<Tensor, Tensor> Apart)[] s_activations =
    [
        (Activation.From<Gelu>(), static x => x.Apply<Gelu>()),
        (Activation.From(new LeakyRelu(new(0.1))), static x => x.Apply(new LeakyRelu(new(0.1)))),
        (Activation.From(new LeakyRelu(new(0.3))), static x => x.Apply(new LeakyRelu(new(0.3)))),
        (Activation.From(new Scale(new(1.5)).Then(new OwnSigmoid())), static x => x.Apply(new Scale(new(1.5))).Apply<OwnSigmoid>()),
    ];

    [Fact]
    public void A_copy_of_a_built_in_formula_has_its_bits() => AssertCopies(Device.Cpu);

    [Fact]
    public void It_has_with_any_number_of_threads()
    {
        foreach (int threads in new[] { 1, 2, 3 })
        {
            AssertCopies(Device.CreateCpu(threads));
            AssertSameBits(Device.CreateCpu(threads));
        }
    }

    [GpuFact]
    public void It_has_on_devices()
    {
        foreach (var device in Gpus.All)
        {
            AssertCopies(device);
            AssertSameBits(device);
        }
    }

    [Fact]
    public void A_dense_layer_has_the_bits_of_product_sum_and_formula()
    {
        foreach (var (own, apart) in s_activations)
        {
            foreach (var type in s_types)
            {
                var (layer, x) = Layer(own, type, Device.Cpu);
                var expected = apart(x.MatMul(layer.Weight!) + layer.Bias!);
                Assert.Equal(expected.ToDoubleArray(), layer.Call(x).ToDoubleArray());
                Assert.Equal(apart(x).ToDoubleArray(), own.Apply(x).ToDoubleArray());
            }
        }
    }

    [Fact]
    public void Gradients_of_input_weight_and_bias_are_those_of_central_differences()
    {
        Activation[] smooth = [Activation.From<Gelu>(), Activation.From<OwnSigmoid>(), Activation.From(new Scale(new(-0.75)).Then(new Gelu()))];
        foreach (var activation in smooth)
        {
            var options = new NetworkOptions { MaxDepth = 2, Activations = [NetworkActivation.Custom(activation.Name, activation.Apply, maxSlope: 1.2)], Losses = [NetworkLoss.MeanSquaredError] };
            GradientLaw.HoldsInNetworks(options, cases: 20);
            var layer = new Dense(3, activation, biasInitializer: Initializer.Normal(1));
            layer.Build([4], seed: 3, ElementType.Float64);
            GradientCheck.Run(x => layer.Call(x), Tensor.Uniform([5, 4], seed: 4, low: -1, high: 1, elementType: ElementType.Float64)).ThrowIfFailed();
        }
    }

    [Fact]
    public void A_gradient_of_zero_stays_zero_where_the_pullback_gives_nan()
    {
        var layer = new Dense(1, Activation.From<OwnRoot>(), weightInitializer: Initializer.Constant(1));
        layer.Build([1]);
        var x = Tensor.From([0f, 4f], [2, 1]).WithGradient();
        layer.Call(x).Backward(Tensor.From([0f, 1f], [2, 1]));
        Assert.Equal([0f, 0.25f], x.Gradient!.ToArray<float>());
        Assert.Equal([1f], layer.Weight!.Gradient!.ToArray<float>());
    }

    [Fact]
    public void It_is_named_as_its_formula()
    {
        Assert.Equal("Gelu", Activation.From<Gelu>().Name);
        Assert.Equal("Composed<Scale, OwnSigmoid>", Activation.From(new Scale(new(2)).Then(new OwnSigmoid())).ToString());
        var error = Assert.Throws<ArgumentException>(() => Activation.From(new OwnOperationTests.WithTable([1])));
        Assert.Equal("operation", error.ParamName);
        Assert.Contains("WithTable holds a reference, '_table'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => NetworkActivation.Of(Activation.From<Gelu>()));
        Assert.Contains("Gelu is none of the library's activations", error.Message, StringComparison.Ordinal);
    }

    private static void AssertCopies(Device device)
    {
        foreach (var (own, builtIn) in s_copies)
        {
            foreach (var type in s_types) Assert.Equal(Bits(builtIn, type, device), Bits(own, type, device));
            foreach (bool replayed in new[] { false, true }) Assert.Equal(Train(builtIn, device, replayed), Train(own, device, replayed));
        }
    }

    /// <summary>A device against the CPU with its usual threads.</summary>
    private static void AssertSameBits(Device device)
    {
        foreach (var (own, _) in s_activations)
        {
            foreach (var type in s_types) Assert.Equal(Bits(own, type, Device.Cpu), Bits(own, type, device));
            Assert.Equal(Train(own, Device.Cpu, replayed: true), Train(own, device, replayed: true));
        }
    }

    private static (Dense Layer, Tensor X) Layer(Activation activation, ElementType type, Device device)
    {
        var layer = new Dense(37, activation, biasInitializer: Initializer.Normal(1));
        layer.Build([19], seed: 4, type, device);
        return (layer, Tensor.Uniform([23, 19], seed: 5, low: -1, high: 1, elementType: type, device: device));
    }

    /// <summary>The result of a dense layer, then the gradients of its input, weight and bias.</summary>
    private static long[] Bits(Activation activation, ElementType type, Device device)
    {
        var (layer, x) = Layer(activation, type, device);
        x = x.WithGradient();
        var y = layer.Call(x);
        y.Backward(Tensor.Uniform(y.Shape, seed: 11, low: -1, high: 1, elementType: type, device: device));
        return [.. ((Tensor[])[y, x.Gradient!, layer.Weight!.Gradient!, layer.Bias!.Gradient!]).SelectMany(static tensor => tensor.ToDoubleArray()).Select(BitConverter.DoubleToInt64Bits)];
    }

    /// <summary>The weights after a training, with dropout behind the activation and the pullback in a product's kernel.</summary>
    private static string Train(Activation activation, Device device, bool replayed)
    {
        var x = Tensor.Uniform([64, 3], seed: 1, low: -1, high: 1, device: device);
        var y = x.Square().Sum(1, keepDims: true);
        var model = new Sequential(new Dense(9, activation), new Dropout(0.25), new Dense(7, activation), new Dense(5, activation), new Pass(replayed), new Dense(1));
        model.Compile(new Adam(0.01), new MeanSquaredError());
        model.Fit(x, y, epochs: 3, batchSize: 16, seed: 7);
        return model.WeightsSha256();
    }

    private sealed class Pass(bool isReplayable) : Layer
    {
        public override bool IsReplayable => isReplayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
