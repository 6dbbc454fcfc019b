using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

public class BuildTests
{
    [Fact]
    public void The_seed_alone_fixes_the_weights()
    {
        Assert.Equal(Built(3).WeightsSha256(), Built(3).WeightsSha256());
        Assert.NotEqual(Built(3).WeightsSha256(), Built(4).WeightsSha256());
        // built in another process order, on another device, the same
        new Dense(3).Call(Tensor.Ones([1, 2]));
        Assert.Equal(Built(3).WeightsSha256(), Built(3, Device.CreateCpu(2, 0)).WeightsSha256());

        static Sequential Built(ulong seed, Device? device = null)
        {
            var model = new Sequential(new Dense(8, Activation.Relu), new Dropout(0.5), new Dense(1, weightInitializer: Initializer.HeNormal));
            model.Build([5], seed, device: device);
            return model;
        }
    }

    [Fact]
    public void Dropout_layers_do_not_shift_the_weights()
    {
        var plain = new Sequential(new Dense(4), new Dense(2));
        var dropped = new Sequential(new Dropout(0.1), new Dense(4), new Dropout(0.1), new Dense(2));
        plain.Build([3], seed: 9);
        dropped.Build([3], seed: 9);
        Assert.Equal(plain.WeightsSha256(), dropped.WeightsSha256());
    }

    [Fact]
    public void The_first_call_builds_a_layer_for_its_input()
    {
        var layer = new Dense(3);
        Assert.False(layer.IsBuilt);
        Assert.Empty(layer.Parameters);
        Assert.Null(layer.Weight);
        Assert.Equal([2, 3], layer.Call(Tensor.Ones([2, 5], ElementType.Float64)).Shape);
        Assert.True(layer.IsBuilt);
        Assert.Equal([5], layer.InputShape);
        Assert.Equal([3], layer.OutputShape);
        Assert.Equal([5, 3], layer.Weight!.Shape);
        Assert.Equal(ElementType.Float64, layer.Weight.ElementType);
        Assert.Equal(["weight", "bias"], layer.Parameters.Select(static parameter => parameter.Name));

        var weight = layer.Weight;
        layer.Build([5], elementType: ElementType.Float64);
        Assert.Same(weight, layer.Weight);
    }

    [Fact]
    public void A_second_build_asks_for_what_there_is()
    {
        var model = new Sequential(new Dense(2), new Dropout(0.5));
        model.Build([3], seed: 4);
        string hash = model.WeightsSha256();
        model.Build([3]);
        model.Build([3], seed: 4, ElementType.Float32, Device.Cpu);
        Refuses("with samples of shape [3]: a build with another inputShape, [7], would change nothing", () => model.Build([7], seed: 4));
        Refuses("with seed 4: a build with another seed, 5, would change nothing", () => model.Build([3], seed: 5));
        Refuses("with parameters of Float32: a build with another elementType, Float64, would change nothing", () => model.Build([3], seed: 4, ElementType.Float64));
        var other = Device.CreateCpu(1);
        Refuses("with parameters on cpu: a build with another device, cpu, would change nothing. Leave it out, or move it by To.", () => model.Build([3], device: other));
        model.To(other);
        model.Build([3], device: other);
        Assert.Equal(hash, model.WeightsSha256());

        var called = new Sequential(new Dense(2));
        called.Call(Tensor.Ones([1, 3]));
        called.Build([3]);
        Assert.Equal(
            "The layer Sequential is built already, with no seed of its own: a build with another seed, 1, would change nothing. Leave it out, or make a new layer.",
            Assert.Throws<InvalidOperationException>(() => called.Build([3], seed: 1)).Message);
        // which shape a layer without parameters was built of says nothing of where it may be called, but a build is one
        Refuses("with samples of shape [2]: a build with another inputShape, [3], would change nothing", () => model.Children[1].Build([3]));

        static void Refuses(string message, Action build) => Assert.Contains(message, Assert.Throws<InvalidOperationException>(build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_fixes_the_seed_of_a_build_without_one()
    {
        var model = new Sequential(new Dense(1));
        model.Build([2]);
        model.Compile(new Sgd(0.1), new MeanSquaredError());
        model.Fit(Tensor.Ones([2, 2]), Tensor.Ones([2, 1]), epochs: 1, seed: 3);
        model.Build([2], seed: 3);
        Assert.Throws<InvalidOperationException>(() => model.Build([2], seed: 4));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(3, 4)]
    [InlineData(2, 3, 4)]
    public void A_build_finds_the_shapes_that_a_call_gives(params int[] sample)
    {
        Sequential Model() => new(
            new Dense(5, Activation.Softmax), new Dropout(0.5), new Sequential(new Tanh(), new Picky(5)), new Flatten(), new Dense(2, Activation.Relu));
        Sequential built = Model(), called = Model();
        built.Build(sample);
        Assert.Equal([3, 2], called.Call(Tensor.Zeros([3, .. sample])).Shape);
        Assert.Equal(called.Children.Select(static layer => (layer.InputShape, layer.OutputShape)), built.Children.Select(static layer => (layer.InputShape, layer.OutputShape)));
        Assert.Equal((called.InputShape, called.OutputShape), (built.InputShape, built.OutputShape));
    }

    [Fact]
    public void A_build_refuses_a_layer_in_two_places_whose_features_differ()
    {
        var shared = new Dense(3);
        var error = Assert.Throws<ArgumentException>(() => new Sequential(shared, shared).Build([2]));
        Assert.Contains("built for 2 features", error.Message, StringComparison.Ordinal);
        Assert.False(shared.IsBuilt);
    }

    [Fact]
    public void Flatten_makes_a_vector_of_each_sample()
    {
        var flatten = new Flatten();
        Assert.Equal([2, 12], flatten.Call(Tensor.Zeros([2, 3, 4])).Shape);
        Assert.Equal([12], flatten.OutputShape);
        Assert.Equal([5, 1], new Flatten().Call(Tensor.Zeros([5])).Shape);
        Assert.True(GradientCheck.Run(x => flatten.Call(x), Make.Random([2, 3, 4])).Passed);
    }

    [Fact]
    public void A_failed_build_leaves_nothing_behind()
    {
        var first = new Dense(4);
        var second = new Picky(3);
        var model = new Sequential(first, second);
        Assert.Throws<ArgumentException>(() => model.Build([2]));
        Assert.False(model.IsBuilt);
        Assert.False(first.IsBuilt);
        Assert.Empty(model.Parameters);

        second.Expected = 4;
        model.Build([7], seed: 2);
        Assert.Equal([7, 4], first.Weight!.Shape);
        Assert.Equal(3, model.Parameters.Count);
        Assert.Single(second.Children);

        var afresh = new Sequential(new Dense(4), new Picky(4));
        afresh.Build([7], seed: 2);
        Assert.Equal(afresh.WeightsSha256(), model.WeightsSha256());
    }

    [Fact]
    public void A_layer_built_before_keeps_its_weights_in_a_new_model()
    {
        var trained = new Dense(4);
        trained.Build([3], seed: 8);
        float[] weight = trained.Weight!.ToArray<float>();
        var model = new Sequential(trained, new Dense(2));
        model.Build([3], seed: 1);
        Assert.Equal(weight, trained.Weight.ToArray<float>());
        Assert.Equal(4, model.Parameters.Count);
    }

    [Fact]
    public void A_sequential_model_has_layers()
    {
        Expect.Error<ArgumentException>("A sequential model has at least one layer. (Parameter 'layers')", () => new Sequential());
        Expect.Error<ArgumentException>("layers[1] is null. (Parameter 'layers')", () => new Sequential(new Dense(1), null!));
    }

    [Fact]
    public void Parameters_are_made_while_building_only() =>
        Expect.Error<InvalidOperationException>("AddParameter is called from OnBuild.", () => new Impatient());

    /// <summary>Accepts one number of features, and has an inner layer.</summary>
    private sealed class Picky(int expected) : Layer
    {
        private Parameter? _scale;

        public int Expected { get; set; } = expected;

        protected override void OnBuild(Shape inputShape)
        {
            _scale = AddParameter("scale", [inputShape[-1]], Initializer.Constant(1));
            Add(new Relu());
            if (inputShape[-1] != Expected) throw new ArgumentException("The wrong number of features.");
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => Children[0].Call(input * _scale!);
    }

    private sealed class Impatient : Layer
    {
        public Impatient() => AddParameter("early", [1], Initializer.Zeros);

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
