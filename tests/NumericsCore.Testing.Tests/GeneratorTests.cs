using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Testing.Tests;

/// <summary>What the generators promise of each case they draw.</summary>
[Properties(Arbitrary = [typeof(NumericsArbitraries)])]
public class GeneratorTests
{
    [Property]
    public bool Shapes_stay_within_their_limits(Shape shape) => shape.Rank <= 4 && shape.ElementCount <= 500;

    [Property]
    public bool Pairs_broadcast(ShapePair pair) => Shape.Broadcast(pair.Left, pair.Right) == pair.Common && pair.Common.ElementCount <= 500;

    [Property]
    public bool Every_shrunk_pair_broadcasts(ShapePair pair) => Generate.BroadcastPairs().Shrinker(pair).All(smaller => smaller.Common.Rank <= pair.Common.Rank);

    [Property]
    public void Every_shrunk_shape_is_another_and_smaller_and_a_half_of_each_long_axis_is_among_them(Shape shape, bool allowEmpty)
    {
        if (!allowEmpty && shape.Contains(0)) return;
        Shape[] smaller = [.. Generate.Shapes(allowEmpty: allowEmpty).Shrinker(shape)];
        Assert.All(smaller, candidate => Assert.True(candidate.Rank < shape.Rank || candidate.Zip(shape).All(static pair => pair.First <= pair.Second) && candidate != shape, $"{candidate}"));
        // one axis less may leave the same shape whichever it is
        Assert.Distinct(smaller.Where(candidate => candidate.Rank == shape.Rank));
        if (!allowEmpty) Assert.DoesNotContain(smaller, static candidate => candidate.Contains(0));
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int[] half = [.. shape];
            half[axis] /= 2;
            if (half[axis] > 1) Assert.Contains(Shape.Create(half), smaller);
        }
    }

    [Property]
    public void Every_shrunk_graph_is_smaller(RandomGraph graph)
    {
        int[] size = Size(graph);
        foreach (var candidate in Generate.Graphs().Shrinker(graph))
        {
            int[] other = Size(candidate);
            Assert.True(other.Zip(size).All(static pair => pair.First <= pair.Second) && !other.SequenceEqual(size), $"{candidate}");
        }

        static int[] Size(RandomGraph graph) =>
            [graph.Nodes.Count, graph.Inputs.Count, graph.Rows, graph.Columns, graph.Nodes.Sum(static node => node.First + node.Second), (int)graph.Inputs.Sum(static input => input.Shape.ElementCount)];
    }

    [Fact]
    public void Shapes_with_0_with_1_with_primes_and_scalars_all_come_up()
    {
        var shapes = Sample(Generate.Shapes(), 500);
        Assert.Contains(shapes, shape => shape.Contains(0));
        Assert.Contains(shapes, shape => shape.Contains(1));
        Assert.Contains(shapes, shape => shape.Contains(13));
        Assert.Contains(shapes, shape => shape.Rank == 0);
        Assert.Contains(shapes, shape => shape.Rank == 4);
        Assert.DoesNotContain(Sample(Generate.Shapes(allowEmpty: false), 500), shape => shape.Contains(0));
    }

    [Fact]
    public void Tensors_keep_to_their_range_and_away_from_kinks()
    {
        var options = new TensorOptions { Low = -1, High = 3, Kinks = [0, 1], KinkDistance = 0.25 };
        foreach (var tensor in Sample(Generate.Tensors(options), 200))
        {
            Assert.All(tensor.Values, value => Assert.True(value is >= -1 and <= 3 && Math.Abs(value) >= 0.25 && Math.Abs(value - 1) >= 0.25, $"{value}"));
            Assert.All(Generate.Tensors(options).Shrinker(tensor).SelectMany(smaller => smaller.Values), value => Assert.True(Math.Abs(value) >= 0.25, $"{value}"));
            Assert.Equal(tensor.ToTensor().ToDoubleArray(), tensor.ToTensor(ElementType.Float32).ToDoubleArray());
        }
    }

    [Fact]
    public void Special_values_come_on_demand_alone()
    {
        Assert.DoesNotContain(Sample(Generate.Tensors(), 200).SelectMany(tensor => tensor.Values), value => !double.IsFinite(value));
        double[] special = [.. Sample(Generate.Tensors(new TensorOptions { SpecialValues = true }), 400).SelectMany(tensor => tensor.Values)];
        Assert.Contains(double.NaN, special);
        Assert.Contains(double.PositiveInfinity, special);
        Assert.Contains(float.Epsilon, special);
    }

    [Fact]
    public void Options_that_leave_nothing_to_draw_are_refused()
    {
        Assert.StartsWith("The range [2, 2] is empty", Assert.Throws<ArgumentException>(() => Generate.Tensors(new TensorOptions { Low = 2 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("The range [-2, 2] has hardly a number", Assert.Throws<ArgumentException>(() => Generate.Tensors(new TensorOptions { Kinks = [0], KinkDistance = 3 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Shapes(maxRank: 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Graphs(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Networks(new NetworkOptions { MaxWidth = 0 }));
    }

    [Fact]
    public void Networks_of_every_depth_activation_and_loss_come_up_with_and_without_dropout_L2_and_weights()
    {
        var networks = Sample(Generate.Networks(), 400);
        Assert.Equal([0, 1, 2, 3, 4, 5], networks.Select(network => network.Depth).Distinct().Order());
        Assert.Equal(Enum.GetValues<NetworkLoss>(), networks.Select(network => network.Loss).Distinct().Order());
        var layers = networks.SelectMany(network => network.Layers).ToList();
        Assert.Equal(Activation.All.Select(activation => activation.Name).Order(), layers.Select(layer => layer.Activation.Name).Distinct().Order());
        Assert.Contains(layers, layer => layer.Dropout > 0);
        Assert.Contains(layers, layer => !layer.UseBias);
        Assert.Contains(networks, network => network.L2 > 0);
        Assert.Equal(Enum.GetValues<NetworkLoss>(), networks.Where(network => network.SampleWeights).Select(network => network.Loss).Distinct().Order());
        // the mean squared error has no classes
        Assert.Equal(Enum.GetValues<NetworkLoss>()[1..], networks.Where(network => network.ClassWeights).Select(network => network.Loss).Distinct().Order());
        Assert.Contains(networks, network => network is { ClassWeights: false, SampleWeights: false });
    }

    [Fact]
    public void Weights_of_classes_and_of_samples_change_the_loss_of_a_network_and_nothing_else_of_it()
    {
        foreach (var loss in Enum.GetValues<NetworkLoss>()[1..])
        {
            var plain = new RandomNetwork(3, [new(4, Activation.Sigmoid)], loss, Samples: 5);
            double[] losses = [.. new[] { plain, plain with { ClassWeights = true }, plain with { SampleWeights = true }, plain with { ClassWeights = true, SampleWeights = true } }.Select(LossOf)];
            Assert.Equal(losses, losses.Distinct());

            double LossOf(RandomNetwork network)
            {
                var built = network.Build();
                Assert.Equal(plain.Build().Predict(built.Batch).ToDoubleArray(), built.Predict(built.Batch).ToDoubleArray());
                Assert.Equal(plain.Build().Targets.ToDoubleArray(), built.Targets.ToDoubleArray());
                return built.LossOf(built.Batch).ToScalar();
            }
        }
    }

    [Fact]
    public void A_network_prints_its_weights() => Assert.Equal(
        "new RandomNetwork(2, [new(1, Activation.Sigmoid)], NetworkLoss.BinaryCrossEntropy, Samples: 2, ClassWeights: true, SampleWeights: true, Seed: 7)",
        $"{new RandomNetwork(2, [new(1, Activation.Sigmoid)], NetworkLoss.BinaryCrossEntropy, Samples: 2, ClassWeights: true, SampleWeights: true, Seed: 7)}");

    [Property(MaxTest = 50)]
    public void A_network_draws_the_same_masks_at_each_call(RandomNetwork network)
    {
        var built = network.Build();
        Assert.Equal(built.Predict(built.Batch).ToDoubleArray(), built.Predict(built.Batch).ToDoubleArray());
    }

    [Property(MaxTest = 50)]
    public void Every_smaller_network_can_be_checked_too_and_differs(RandomNetwork network)
    {
        foreach (var smaller in Generate.Networks().Shrinker(network).Take(10))
        {
            Assert.NotEqual(network, smaller);
            Assert.True(double.IsFinite(smaller.Build().LossOf(smaller.Build().Batch).ToScalar()), $"{smaller}");
        }
    }

    [Fact]
    public void Probabilities_keep_their_range_in_every_smaller_network()
    {
        // without its last layer, dropout would double what the loss takes
        var network = new RandomNetwork(3, [new(4, Activation.Relu), new(1, Activation.Softmax, Dropout: 0.5), new(5, Activation.Softmax)], NetworkLoss.CategoricalCrossEntropy, Samples: 4, Seed: 143625);
        Assert.All(Generate.Networks().Shrinker(network), smaller => Assert.True(double.IsFinite(smaller.Build().LossOf(smaller.Build().Batch).ToScalar()), $"{smaller}"));
    }

    private static List<T> Sample<T>(Arbitrary<T> arbitrary, int count) => [.. Gen.Sample(arbitrary.Generator, count, 50)];
}
