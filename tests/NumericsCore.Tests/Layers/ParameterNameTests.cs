using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

public class ParameterNameTests
{
    [Fact]
    public void Layers_are_counted_by_kind_and_parameters_have_paths()
    {
        var model = new Sequential(new Dense(3), new Relu(), new Dense(2, useBias: false), new Dense(1) { Name = "head" });
        model.Build([4]);
        string[] paths = ["dense_1.weight", "dense_1.bias", "dense_2.weight", "head.weight", "head.bias"];
        Assert.Equal(paths, model.NamedParameters.Keys);
        Assert.Equal(paths, model.Parameters.Select(static parameter => parameter.Path));
        Assert.Equal(model.Parameters, model.NamedParameters.Values);
        Assert.Equal(["weight", "bias"], model.Children[0].Parameters.Select(static parameter => parameter.Name));
    }

    [Fact]
    public void Inner_layers_are_nested_by_dots_and_seen_from_where_one_asks()
    {
        var encoder = new Sequential(new Dense(3), new Sequential(new Dense(2))) { Name = "encoder" };
        var model = new Sequential(encoder, new Dense(1), new GatedUnit2D());
        model.Build([4]);
        Assert.Equal(
            ["encoder.dense_1.weight", "encoder.dense_1.bias", "encoder.sequential_1.dense_1.weight", "encoder.sequential_1.dense_1.bias", "dense_1.weight", "dense_1.bias", "gated_unit2d_1.gain"],
            model.NamedParameters.Keys);
        Assert.Equal(["dense_1.weight", "dense_1.bias", "sequential_1.dense_1.weight", "sequential_1.dense_1.bias"], encoder.NamedParameters.Keys);
        Assert.Equal("encoder.dense_1.weight", encoder.Parameters[0].Path);
    }

    [Fact]
    public void A_layer_in_two_places_has_the_name_of_the_first()
    {
        var shared = new Dense(4);
        var model = new Sequential(shared, new Relu(), shared, new Sequential(shared), new Dense(4));
        model.Build([4]);
        Assert.Equal(["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"], model.NamedParameters.Keys);
        Assert.Equal(["dense_1 (Dense)", "relu_1 (Relu)", "dense_1 (Dense)", "sequential_1 (Sequential)", "dense_2 (Dense)", "Total"], model.SummaryRows().Select(static row => row.Layer));
    }

    [Fact]
    public void A_layer_within_an_inner_one_too_has_the_path_of_its_first_place()
    {
        var shared = new Dense(4);
        var model = new Sequential(shared, new Sequential(shared));
        model.Build([4]);
        Assert.Equal(["dense_1.weight", "dense_1.bias"], model.NamedParameters.Keys);
        Assert.Equal("dense_1.weight", shared.Weight!.Path);
    }

    [Fact]
    public void A_layer_of_two_models_has_the_path_of_the_first()
    {
        var layer = new Dense(2);
        var first = new Sequential(new Dense(3), layer);
        var second = new Sequential(layer) { Name = "other" };
        first.Build([4]);
        Assert.Equal(("dense_2.weight", "weight"), (layer.Weight!.Path, layer.Weight.Name));
        Assert.Equal(["dense_1.weight", "dense_1.bias"], second.NamedParameters.Keys);
    }

    [Fact]
    public void A_number_that_a_name_takes_is_passed_over()
    {
        var model = new Sequential(new Dense(3), new Dense(3) { Name = "dense_1" }, new Dense(3) { Name = "dense_4" }, new Dense(3));
        model.Build([3]);
        Assert.Equal(["dense_2", "dense_1", "dense_4", "dense_5"], model.NamedParameters.Keys.Where(static path => path.EndsWith(".bias", StringComparison.Ordinal)).Select(static path => path[..^5]));
    }

    [Fact]
    public void Two_layers_of_one_name_are_an_error_before_anything_is_made()
    {
        var model = new Sequential(new Dense(3) { Name = "a" }, new Dense(3) { Name = "a" });
        Expect.Error<InvalidOperationException>("Two layers of Sequential are called 'a', and so would their parameters be. Give one another name.", () => model.Build([3]));
        model.Children[1].Name = "b";
        model.Build([3]);
        Assert.Equal(["a.weight", "a.bias", "b.weight", "b.bias"], model.NamedParameters.Keys);
        model.Children[1].Name = "a";
        Assert.Throws<InvalidOperationException>(() => model.NamedParameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a\u001Bb")]
    [InlineData("a\u202Eb")]
    public void What_is_no_part_of_a_path_is_no_name(string name)
    {
        var dense = new Dense(2) { Name = "kept" };
        Assert.Throws<ArgumentException>(() => dense.Name = name);
        Assert.Equal("kept", dense.Name);
        Assert.Throws<ArgumentException>(() => new Named(name).Build([2]));
    }

    [Fact]
    public void Two_parameters_of_a_layer_have_two_names() =>
        Expect.Error<ArgumentException>("This Named has a parameter 'w' already. (Parameter 'name')", () => new Named("w", "w").Build([2]));

    [Fact]
    public void A_layer_cannot_hold_itself()
    {
        var inner = new Holder();
        var outer = new Holder(inner);
        Assert.Throws<ArgumentException>(() => inner.Take(outer));
        Assert.Throws<ArgumentException>(() => inner.Take(inner));
        Assert.Empty(inner.Children);
    }

    [Fact]
    public void Messages_say_the_path()
    {
        var model = new Sequential(new Dense(3), new Dense(2));
        model.Build([4]);
        var weight = ((Dense)model.Children[1]).Weight!;
        Assert.Contains("'dense_2.weight' has shape [3, 2]", Assert.Throws<ArgumentException>(() => weight.Assign(Tensor.Zeros([2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("'dense_2.weight' is listed twice", Assert.Throws<ArgumentException>(() => new Sgd().AddGroup([weight, weight])).Message, StringComparison.Ordinal);
        Assert.Contains("'dense_2.weight' is float32", Assert.Throws<ArgumentException>(() => GradientCheck.Run(() => weight.Sum(), [weight])).Message, StringComparison.Ordinal);
        Expect.Error<ArgumentException>("Layer 'dense_2' was built for 3 features; the input has shape [1, 5]. (Parameter 'input')", () => model.Children[1].Call(Tensor.Zeros([1, 5])));
    }

    [Property]
    public Property Paths_are_unique_and_those_of_the_parameters_whatever_is_nested_and_named() => Prop.ForAll(Trees, static model =>
    {
        model.Build([2]);
        var named = model.NamedParameters;
        return named.Values.SequenceEqual(model.Parameters) && named.All(static pair => pair.Value.Path == pair.Key)
            && named.Keys.Distinct().Count() == named.Count && named.Keys.All(static path => path.Split('.').All(static part => part.Length > 0));
    });

    private static Arbitrary<Sequential> Trees => (
        from shape in Gen.Choose(0, int.MaxValue)
        select Tree(new System.Random(shape), 3, [])).ToArbitrary();

    private static Sequential Tree(System.Random random, int depth, List<Layer> made)
    {
        var layers = new List<Layer>();
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            if (random.Next(4) == 0 && made.Count > 0)
            {
                var again = made[random.Next(made.Count)];
                if (again.Name is null || layers.TrueForAll(other => other == again || other.Name != again.Name)) layers.Add(again);
                else layers.Add(new Relu());
                continue;
            }

            Layer layer = random.Next(3) switch
            {
                0 when depth > 0 => Tree(random, depth - 1, made),
                1 => new Relu(),
                _ => new Dense(2),
            };
            // names that numbers could take, each once
            string name = $"dense_{random.Next(1, 5)}";
            if (random.Next(2) == 0 && layers.TrueForAll(other => other.Name != name)) layer.Name = name;
            layers.Add(layer);
            made.Add(layer);
        }

        return new Sequential(layers);
    }

    private sealed class GatedUnit2D : Layer
    {
        private Parameter? _gain;

        protected override void OnBuild(Shape inputShape) => _gain = AddParameter("gain", [], Initializer.Constant(1));

        protected override Tensor Forward(Tensor input, ForwardContext context) => input * _gain!;
    }

    private sealed class Named(params string[] names) : Layer
    {
        protected override void OnBuild(Shape inputShape)
        {
            foreach (string name in names) AddParameter(name, [1], Initializer.Zeros);
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }

    private sealed class Holder : Layer
    {
        public Holder(params Layer[] layers)
        {
            foreach (var layer in layers) Add(layer);
        }

        public void Take(Layer layer) => Add(layer);

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
