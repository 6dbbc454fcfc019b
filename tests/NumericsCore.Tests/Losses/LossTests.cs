using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

public class LossTests
{
    public static TheoryData<int> Combinations => [.. Enumerable.Range(0, LossCombination.All.Count)];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_gradient_of_every_combination_of_options_agrees_with_differences(int index)
    {
        var (_, loss, prediction, target) = LossCombination.All[index];
        var weights = Tensor.Range(1, prediction.Shape[0], 0.5, ElementType.Float64);
        foreach (var sampleWeights in (Tensor?[])[null, weights])
        {
            var result = GradientCheck.Run(x => loss.Call(x, target, sampleWeights), prediction);
            Assert.True(result.Passed, $"{LossCombination.All[index]}: {result}");
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void So_does_the_gradient_of_targets_and_sample_weights(int index)
    {
        var (_, loss, prediction, target) = LossCombination.All[index];
        Tensor weights = Tensor.Range(1, prediction.Shape[0], 0.5, ElementType.Float64);
        // class indices have none; the others keep away from the ends of [0, 1], beyond which there are no targets
        bool isIndex = target.Rank == 1;
        var inside = target * 0.8 + 0.1;
        GradientCheckResult[] results =
        [
            GradientCheck.Run(w => loss.Call(prediction, target, w), weights),
            .. isIndex ? (GradientCheckResult[])[] : [
                GradientCheck.Run(t => loss.Call(prediction, t), inside),
                GradientCheck.Run(inputs => loss.Call(inputs[0], inputs[1], inputs[2]), [prediction, inside, weights])],
        ];
        Assert.All(results, result => Assert.True(result.Passed, $"{LossCombination.All[index]}: {result}"));
    }

    [Fact]
    public void Every_option_changes_the_result()
    {
        // the combinations of one kind of target and prediction differ in their options alone
        foreach (var kind in LossCombination.All.GroupBy(static c => string.Join(',', c.Name.Split(',').Where(static part => !part.Contains("smoothing") && !part.Contains("weights") && !part.Contains("Sum") && !part.Contains("Mean") && !part.Contains("None")))))
        {
            double[] values = [.. kind.Select(static c => c.Loss.Call(c.Prediction, c.Target).Sum().ToScalar()).Order()];
            Assert.True(values.Length >= 3);
            // the sum of the unreduced losses is the sum: two reductions agree in it, and nothing else does
            double[] distinct = [.. values.Where((value, i) => i == 0 || value - values[i - 1] > 1e-9)];
            Assert.True(distinct.Length == values.Length * 2 / 3, $"{kind.Key}: {distinct.Length} of {values.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Sample_weights_scale_each_sample_s_loss(int index)
    {
        var (_, loss, prediction, target) = LossCombination.All[index];
        int samples = prediction.Shape[0];
        Bits.AssertEqual(loss.Call(prediction, target), loss.Call(prediction, target, Tensor.Ones([samples], ElementType.Float64)));
        Near.AssertEqual((loss.Call(prediction, target) * 3).ToDoubleArray(), loss.Call(prediction, target, Tensor.Full([samples], 3, ElementType.Float64)));

        double[] onlyFirst = new double[samples];
        onlyFirst[0] = 1;
        var leaf = prediction.WithGradient();
        loss.Call(leaf, target, Tensor.From(onlyFirst)).Sum().Backward();
        double[] gradient = leaf.Gradient!.ToArray<double>();
        int columns = gradient.Length / samples;
        Assert.Contains(gradient[..columns], static g => g != 0);
        Assert.All(gradient[columns..], static g => Assert.Equal(0, g));
    }

    [Property(MaxTest = 50)]
    public void Logits_and_their_probabilities_cost_the_same(uint stream)
    {
        var logits = Tensor.Uniform([6, 4], 3, -8, 8, stream, ElementType.Float64);
        var classes = Tensor.From([0.0, 1, 2, 3, 1, 0]);
        Near.AssertEqual(
            new CategoricalCrossEntropy(sparse: true, labelSmoothing: 0.1, classWeights: [1, 2, 3, 4]).Call(logits.Softmax(), classes).ToDoubleArray(),
            new CategoricalCrossEntropy(sparse: true, fromLogits: true, labelSmoothing: 0.1, classWeights: [1, 2, 3, 4]).Call(logits, classes), 1e-11);
        var targets = Tensor.Uniform([6, 4], 4, stream: stream, elementType: ElementType.Float64);
        Near.AssertEqual(
            new BinaryCrossEntropy(labelSmoothing: 0.1, classWeights: [1, 2]).Call(logits.Sigmoid(), targets).ToDoubleArray(),
            new BinaryCrossEntropy(fromLogits: true, labelSmoothing: 0.1, classWeights: [1, 2]).Call(logits, targets), 1e-11);
    }

    [Property(MaxTest = 30)]
    public void The_order_of_the_samples_does_not_matter_to_the_single_losses(uint stream, ulong seed)
    {
        int[] order = Shuffle.Permutation(7, seed);
        Tensor logits = Make.Random([7, 3], stream), classes = Make.Vector(0, 1, 2, 0, 1, 2, 0);
        var loss = new CategoricalCrossEntropy(sparse: true, fromLogits: true, classWeights: [1, 2, 3], reduction: Reduction.None);
        Bits.AssertEqual(loss.Call(logits, classes).GatherRows(order), loss.Call(logits.GatherRows(order), classes.GatherRows(order)));
    }

    [Fact]
    public void A_missing_axis_of_one_output_is_no_mistake()
    {
        Tensor p = Make.Of([3, 1], 0.2, 0.5, 0.9), y = Make.Vector(0, 1, 1);
        Bits.AssertEqual(new BinaryCrossEntropy().Call(p, y.Reshape(3, 1)), new BinaryCrossEntropy().Call(p, y));
        Bits.AssertEqual(new MeanSquaredError().Call(p, y.Reshape(3, 1)), new MeanSquaredError().Call(p, y));
    }

    [Fact]
    public void Threads_share_a_loss()
    {
        var loss = new CategoricalCrossEntropy(sparse: true, fromLogits: true);
        Parallel.For(2, 10, classes =>
        {
            Tensor logits = Tensor.Zeros([5, classes], ElementType.Float64), y = Tensor.Zeros([5], ElementType.Float64);
            for (int i = 0; i < 300; i++) Assert.Equal(Math.Log(classes), loss.Call(logits, y).ToScalar(), 1e-12);
        });
    }

    [Fact]
    public void Class_weights_are_those_of_the_constructor()
    {
        double[] weights = [1, 2];
        var loss = new CategoricalCrossEntropy(sparse: true, fromLogits: true, classWeights: weights, reduction: Reduction.Sum);
        weights[0] = -5;
        Near.AssertEqual(Math.Log(2), loss.Call(Tensor.Zeros([1, 2], ElementType.Float64), Make.Vector(0)));
    }

    [Fact]
    public void One_loss_serves_several_numbers_of_classes_and_element_types()
    {
        var loss = new CategoricalCrossEntropy(sparse: true, fromLogits: true);
        Assert.Equal(Math.Log(3), loss.Call(Tensor.Zeros([1, 3], ElementType.Float64), Make.Vector(2)).ToScalar(), 1e-12);
        Assert.Equal(Math.Log(5), loss.Call(Tensor.Zeros([1, 5], ElementType.Float64), Make.Vector(4)).ToScalar(), 1e-12);
        Assert.Equal(Math.Log(5), loss.Call(Tensor.Zeros([1, 5]), Tensor.From([4f])).ToScalar(), 1e-6);
    }
}
