using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

/// <summary>A ReLU with a slope below 0 that is trained.</summary>
public class PReluTests
{
    [Fact]
    public void The_slope_is_a_quarter_at_first_and_shared_or_one_a_feature()
    {
        var shared = new PRelu();
        shared.Build([3]);
        Assert.Equal([0.25f], shared.Slope!.ToArray<float>());
        var own = new PRelu(perFeature: true);
        own.Build([2, 3]);
        Assert.Equal([0.25f, 0.25f, 0.25f], own.Slope!.ToArray<float>());
        Assert.Equal(["slope"], own.NamedParameters.Keys);
        Assert.Equal([2, 3], own.OutputShape!.Value);
    }

    [Fact]
    public void Values_and_gradients_are_those_of_the_paper()
    {
        var layer = new PRelu(perFeature: true);
        layer.Build([2], elementType: ElementType.Float64);
        layer.Slope!.Assign<double>([0.5, -2]);
        var x = Make.Of([3, 2], 4, -3, -1, 2, 0, -0.5).WithGradient();
        var y = layer.Call(x);
        Assert.Equal([4, 6, -0.5, 2, 0, 1], y.ToArray<double>());
        y.Backward(Make.Of([3, 2], 1, 10, 2, 20, 3, 30));
        // dx = dy for x > 0, otherwise slope·dy; dslope = Σ dy·x over x ≤ 0
        Assert.Equal([1, -20, 1, 20, 1.5, -60], x.Gradient!.ToArray<double>());
        Assert.Equal([-2, -45], layer.Slope.Gradient!.ToArray<double>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_those_of_central_differences(bool perFeature)
    {
        var model = new Sequential(new Dense(4, biasInitializer: Initializer.Uniform(0.5)), new PRelu(perFeature, Initializer.Uniform(0.9)), new Dense(2, Activation.Tanh));
        model.Build([3], seed: 6, ElementType.Float64);
        var x = Make.Random([5, 3]);
        var ofParameters = GradientCheck.Run(() => model.Call(x).Square().Sum(), model.Parameters);
        Assert.True(ofParameters.Passed, ofParameters.ToString());
        var ofInput = GradientCheck.Run(x => model.Call(x), x);
        Assert.True(ofInput.Passed, ofInput.ToString());
    }

    [Fact]
    public void A_slope_is_learned_and_replayed_as_run()
    {
        var x = Tensor.Uniform([256, 2], seed: 3, low: -1, high: 1);
        // the functions have slopes -0.5 and 0.75 below 0
        var y = Tensor.Where(x.LessThan(0), x * Tensor.From([-0.5f, 0.75f]), x);
        string[] hashes = [.. new[] { true, false }.Select(replayed =>
        {
            var model = new Sequential(new PRelu(perFeature: true), new Pass(replayed));
            model.Compile(new Adam(0.05), new MeanSquaredError());
            model.Fit(x, y, epochs: 60, batchSize: 64, seed: 1);
            float[] slopes = ((PRelu)model.Children[0]).Slope!.ToArray<float>();
            Assert.Equal(-0.5f, slopes[0], 0.01f);
            Assert.Equal(0.75f, slopes[1], 0.01f);
            return model.WeightsSha256();
        })];
        Assert.Equal(hashes[0], hashes[1]);
    }

    [GpuFact]
    public void A_training_has_the_same_bits_on_every_device()
    {
        string expected = Train(Device.Cpu);
        foreach (var device in Gpus.All) Assert.Equal(expected, Train(device));

        static string Train(Device device)
        {
            var x = Tensor.Uniform([48, 3], seed: 3, low: -1, high: 1, device: device);
            var model = new Sequential(new Dense(5), new PRelu(perFeature: true), new Dense(4), new PRelu(), new Dense(1));
            model.Compile(new Adam(0.01), new MeanSquaredError());
            model.Fit(x, x.Square().Sum(1, keepDims: true), epochs: 2, batchSize: 16, seed: 7);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void A_gradient_of_zero_stays_zero_for_infinite_arguments()
    {
        var layer = new PRelu();
        layer.Build([1]);
        var x = Tensor.From([float.NegativeInfinity, -4f], [2, 1]).WithGradient();
        layer.Call(x).Backward(Tensor.From([0f, 1f], [2, 1]));
        Assert.Equal([0, 0.25f], x.Gradient!.ToArray<float>());
        Assert.Equal([-4f], layer.Slope!.Gradient!.ToArray<float>());
    }

    [Fact]
    public void Samples_must_have_the_features_that_it_was_built_for()
    {
        Expect.Error<ArgumentException>(
            "A slope for each feature needs samples with at least one feature on their last axis; a sample here has shape [].", () => new PRelu(perFeature: true).Build([]));
        var layer = new PRelu(perFeature: true);
        layer.Build([3]);
        Expect.Error<ArgumentException>("This PReLU layer was built for 3 features; the input has shape [2, 1]. (Parameter 'input')", () => layer.Call(Tensor.Zeros([2, 1])));
        Expect.Error<ArgumentException>("This PReLU layer was built for 3 features; the input has shape [2, 4]. (Parameter 'input')", () => layer.Call(Tensor.Zeros([2, 4])));
        new PRelu().Build([]);
    }

    private sealed class Pass(bool isReplayable) : Layer
    {
        public override bool IsReplayable => isReplayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
