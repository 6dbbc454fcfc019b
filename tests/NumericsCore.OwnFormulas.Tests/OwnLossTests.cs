using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Losses of a user's own, of formulas and of tensor operations, beside the library's.</summary>
public class OwnLossTests
{
    private static readonly double[] s_two = [0.5, 3], s_three = [0.5, 3, 0];
    private static readonly Reduction[] s_reductions = Enum.GetValues<Reduction>();
    private static readonly ElementType[] s_types = [ElementType.Float32, ElementType.Float64];

    [Fact]
    public void Values_that_are_not_given_are_those_of_the_constructor() =>
        // δ = 1
        Assert.Equal([2.5], Loss.From<Kernels.Formulas.Huber>().Call(Tensor.From([3f]), Tensor.From([0f])).ToDoubleArray());

    [Fact]
    public void A_copy_of_the_mean_squared_error_has_its_bits()
    {
        foreach (int threads in new[] { 1, 2, 3 }) AssertCopies(Device.CreateCpu(threads));
        AssertCopies(Device.Cpu);
    }

    [GpuFact]
    public void It_has_on_devices()
    {
        foreach (var device in Gpus.All)
        {
            AssertCopies(device);
            foreach (var reduction in s_reductions)
                foreach (var loss in (Loss[])[Loss.From(new Huber(new(0.4)), reduction), Loss.From(new Huber(new(0.4)), reduction, s_two), new OwnMeanSquaredError(reduction, s_two)])
                    foreach (bool weighted in new[] { false, true })
                        foreach (var type in s_types)
                            Assert.Equal(Bits(loss, type, weighted, Device.Cpu), Bits(loss, type, weighted, device));
        }
    }

    [Fact]
    public void A_training_with_a_copy_ends_at_the_same_bits() => AssertTrainings(Device.Cpu);

    [GpuFact]
    public void It_does_on_devices()
    {
        foreach (var device in Gpus.All) AssertTrainings(device);
    }

    [Fact]
    public void Gradients_are_those_of_central_differences()
    {
        Loss[] losses = [Loss.From(new Huber(new(0.7)), Reduction.Sum), Loss.From(new Huber(new(0.7)), Reduction.None, s_two), Loss.From(new OwnSquaredError(), classWeights: s_two), new OwnMeanSquaredError(classWeights: s_two)];
        Tensor prediction = Inputs(ElementType.Float64, Device.Cpu).Prediction, target = Inputs(ElementType.Float64, Device.Cpu).Target, weights = Tensor.From([1, 0.5, 2, 0, 3.0, 1, 1]);
        foreach (var loss in losses)
        {
            GradientCheck.Run(x => loss.Call(x, target), prediction).ThrowIfFailed();
            GradientCheck.Run(x => loss.Call(x, target, weights), prediction).ThrowIfFailed();
            // the targets may be a model's own too
            GradientCheck.Run(x => loss.Call(x[0], x[1], x[2]), [prediction, target, weights]).ThrowIfFailed();
        }
    }

    [Fact]
    public void Two_class_weights_are_those_of_the_binary_cross_entropy()
    {
        foreach (var reduction in s_reductions)
            foreach (var type in s_types)
                foreach (bool weighted in new[] { false, true })
                    Assert.Equal(
                        Bits(new BinaryCrossEntropy(fromLogits: true, classWeights: s_two, reduction: reduction), type, weighted, Device.Cpu),
                        Bits(Loss.From(new Kernels.Formulas.BinaryCrossEntropyWithLogits(), reduction: reduction, classWeights: s_two), type, weighted, Device.Cpu));
    }

    [Fact]
    public void Weights_of_many_classes_are_those_of_the_categorical_cross_entropy()
    {
        Tensor logits = Tensor.Uniform([6, 3], seed: 1, low: -2, high: 2, elementType: ElementType.Float64), target = Tensor.From([0.0, 1, 2, 1, 0, 2]).Reshape(6, 1).EqualTo(Tensor.From([0.0, 1, 2]));
        foreach (var reduction in s_reductions)
        {
            double[] expected = new CategoricalCrossEntropy(fromLogits: true, classWeights: s_three, reduction: reduction).Call(logits, target).ToDoubleArray();
            double[] actual = new OwnCrossEntropy(reduction, s_three).Call(logits, target).ToDoubleArray();
            Assert.Equal(expected.Length, actual.Length);
            foreach (var (e, a) in expected.Zip(actual)) Assert.Equal(e, a, 1e-14);
        }

        Tensor number = Tensor.From([2.5, 1, 0]), classes = Tensor.From([2.0, 1, 1]);
        Assert.Equal([0, 0, 3], new OwnDistanceToClass(s_three).Call(number.Reshape(3, 1), classes).ToDoubleArray());
        Assert.Equal([0.5, 0, 1], new OwnDistanceToClass(null).Call(number.Reshape(3, 1), classes).ToDoubleArray());
    }

    [Fact]
    public void What_has_no_weight_counts_nothing_though_its_loss_is_infinite()
    {
        Tensor prediction = Tensor.From([float.PositiveInfinity, 1, float.NaN], [3, 1]).WithGradient(), target = Tensor.From([0f, 1.5f, 0], [3, 1]);
        foreach (var loss in (Loss[])[Loss.From<OwnSquaredError>(), new OwnMeanSquaredError(), Loss.From(new Huber(new(1)), Reduction.Sum)])
        {
            prediction.ClearGradient();
            var value = loss.Call(prediction, target, Tensor.From([0f, 1, 0]));
            value.Backward();
            Assert.True(float.IsFinite(value.ToArray<float>()[0]));
            Assert.Equal(0, prediction.Gradient!.ToArray<float>()[0]);
            Assert.Equal(0, prediction.Gradient!.ToArray<float>()[2]);
            Assert.NotEqual(0, prediction.Gradient!.ToArray<float>()[1]);
        }
    }

    [Fact]
    public void Its_formula_and_its_terms_are_shown()
    {
        Tensor prediction = Tensor.From([1.0, 3], [2, 1]), target = Tensor.From([0.0, 1], [2, 1]);
        var trace = Loss.From(new Huber(new(1)), classWeights: s_two).Trace(prediction, target);
        Assert.Equal([0.5, 3], trace["class_weight"]);
        Assert.Equal([0.25, 4.5], trace["term"]);
        Assert.Equal([2.375], trace["loss"]);
        Assert.Equal([0.25, 1.5], trace["gradient"]);
        Assert.Equal(["Huber", "own squared error"], [Loss.From<Huber>().Formula.Name, new OwnMeanSquaredError().Formula.Name]);
        Assert.Contains("ℓ = own squared error(ŷ, y)", new OwnMeanSquaredError().Formula.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Tensor prediction = Tensor.Ones([3, 2]), target = Tensor.Ones([3, 2]);
        Assert.Contains("Told.Losses gave a tensor of shape [] for 3 samples; expected [3, ...]", Assert.Throws<InvalidOperationException>(() => new Told(static x => x.Mean()).Call(prediction, target)).Message, StringComparison.Ordinal);
        Assert.Contains("Told.Losses gave null for 3 samples", Assert.Throws<InvalidOperationException>(() => new Told(static _ => null).Call(prediction, target)).Message, StringComparison.Ordinal);
        Assert.Contains("losses of shape [3] and targets of shape [3, 2]", Assert.Throws<InvalidOperationException>(() => new Told(static x => x.Sum(1), [1, 2, 3]).Call(prediction, target)).Message, StringComparison.Ordinal);
        Assert.Equal("classWeights", Assert.Throws<ArgumentException>(() => new OwnMeanSquaredError(classWeights: [1])).ParamName);
        Assert.Equal("classWeights", Assert.Throws<ArgumentOutOfRangeException>(() => Loss.From(new Huber(), classWeights: [1, double.NaN])).ParamName);
        Assert.Equal("reduction", Assert.Throws<ArgumentOutOfRangeException>(() => Loss.From(new Huber(), reduction: (Reduction)7)).ParamName);
        Assert.Contains("values in [0, 1] as targets; element 1 is 2", Assert.Throws<ArgumentException>(() => Loss.From(new Huber(), classWeights: s_two).Call(Tensor.Ones([2]), Tensor.From([1f, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("whole numbers from 0 to 2 as targets; element 0 is 3", Assert.Throws<ArgumentException>(() => new OwnDistanceToClass(s_three).Call(Tensor.Ones([2, 1]), Tensor.From([3f, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("A class is negative", Assert.Throws<ArgumentException>(() => new OwnDistanceToClass(s_three).Call(Tensor.Ones([2, 1]), Tensor.From([-1f, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("needs targets of that shape", Assert.Throws<ArgumentException>(() => new OwnMeanSquaredError().Call(prediction, Tensor.Ones([3]))).Message, StringComparison.Ordinal);
        var model = new Sequential(new Dense(3, Activation.Softmax));
        Assert.Contains("The own cross-entropy takes logits", Assert.Throws<ArgumentException>(() => model.Compile(new Sgd(), new OwnCrossEntropy())).Message, StringComparison.Ordinal);
    }

    private static void AssertCopies(Device device)
    {
        foreach (var reduction in s_reductions)
        {
            foreach (var type in s_types)
            {
                foreach (bool weighted in new[] { false, true })
                {
                    long[] expected = Bits(new MeanSquaredError(reduction), type, weighted, device);
                    Assert.Equal(expected, Bits(Loss.From(new OwnSquaredError(), reduction: reduction), type, weighted, device));
                    Assert.Equal(expected, Bits(new OwnMeanSquaredError(reduction), type, weighted, device));
                }
            }
        }
    }

    private static void AssertTrainings(Device device)
    {
        foreach (bool weighted in new[] { false, true })
        {
            string expected = Train(new MeanSquaredError(), device, weighted);
            Assert.Equal(expected, Train(Loss.From<OwnSquaredError>(), device, weighted));
            foreach (bool replayed in new[] { false, true }) Assert.Equal(expected, Train(new OwnMeanSquaredError(isReplayable: replayed), device, weighted));
            Assert.Equal(Train(Loss.From(new Huber(new(0.5)), classWeights: s_two), Device.Cpu, weighted), Train(Loss.From(new Huber(new(0.5)), classWeights: s_two), device, weighted));
        }
    }

    private static (Tensor Prediction, Tensor Target, Tensor Weights) Inputs(ElementType type, Device device) =>
    (
        Tensor.Uniform([7, 5], seed: 1, low: -2, high: 2, elementType: type, device: device),
        Tensor.Uniform([7, 5], seed: 2, elementType: type, device: device),
        Tensor.From([1, 0.5, 2, 0, 3.0, 1, 1]).To(type).To(device)
    );

    /// <summary>The loss, then the gradient of the predictions.</summary>
    private static long[] Bits(Loss loss, ElementType type, bool weighted, Device device)
    {
        var (prediction, target, weights) = Inputs(type, device);
        prediction = prediction.WithGradient();
        var value = loss.Call(prediction, target, weighted ? weights : null);
        value.Backward(Tensor.Uniform(value.Shape, seed: 3, low: 0.5, elementType: type, device: device));
        return [.. value.ToDoubleArray().Concat(prediction.Gradient!.ToDoubleArray()).Select(BitConverter.DoubleToInt64Bits)];
    }

    private static string Train(Loss loss, Device device, bool weighted)
    {
        var x = Tensor.Uniform([64, 3], seed: 1, low: -1, high: 1, device: device);
        var y = x.Square().Mean(1, keepDims: true);
        var model = new Sequential(new Dense(8, Activation.Tanh), new Dense(1));
        model.Compile(new Adam(0.01), loss);
        model.Fit(x, y, epochs: 3, batchSize: 16, seed: 7, sampleWeights: weighted ? Tensor.Uniform([64], seed: 4, device: device) : null);
        return model.WeightsSha256();
    }
}
