using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

/// <summary>Each loss and option against numbers worked out by hand, in float64.</summary>
public class GoldenLossTests
{
    private static readonly double s_ln2 = Math.Log(2), s_ln5 = Math.Log(5);

    // targets 1, 0, 1 with probabilities 4/5, 1/5, 1/2
    private static readonly Tensor s_p = Make.Of([3, 1], 0.8, 0.2, 0.5);
    private static readonly Tensor s_y = Make.Of([3, 1], 1, 0, 1);

    // -ln 0.8 twice, and -ln 0.5
    private static readonly double s_small = s_ln5 - 2 * s_ln2;

    [Fact]
    public void The_document_s_cross_entropy_is_1_609_nats()
    {
        Tensor y = Make.Of([1, 2], 0, 1), p = Make.Of([1, 2], 0.8, 0.2);
        Assert.Equal(1.6094379124341003, new CategoricalCrossEntropy().Call(p, y).ToScalar(), 1e-15);
        Assert.Equal(1.6094379124341003, new CategoricalCrossEntropy(sparse: true).Call(p, Make.Vector(1)).ToScalar(), 1e-15);
    }

    [Fact]
    public void Mean_squared_error()
    {
        Tensor prediction = Make.Of([2, 2], 1, 2, 3, 4), target = Make.Of([2, 2], 0, 2, 5, 1);
        Near.AssertEqual(14.0 / 4, new MeanSquaredError().Call(prediction, target));
        Near.AssertEqual(14, new MeanSquaredError(Reduction.Sum).Call(prediction, target));
        Near.AssertEqual([1, 0, 4, 9], new MeanSquaredError(Reduction.None).Call(prediction, target));
        // sample weights 2 and 0.5: 2·1 + 0.5·13, over 4 losses
        Near.AssertEqual(8.5 / 4, new MeanSquaredError().Call(prediction, target, Make.Vector(2, 0.5)));
    }

    [Fact]
    public void Binary_cross_entropy_on_probabilities()
    {
        double sum = 2 * s_small + s_ln2;
        Near.AssertEqual(sum / 3, new BinaryCrossEntropy().Call(s_p, s_y));
        Near.AssertEqual(sum, new BinaryCrossEntropy(reduction: Reduction.Sum).Call(s_p, s_y));
        Near.AssertEqual([s_small, s_small, s_ln2], new BinaryCrossEntropy(reduction: Reduction.None).Call(s_p, s_y));
        // sample weights 1, 2, 3, over the number of losses
        Near.AssertEqual((s_small + 2 * s_small + 3 * s_ln2) / 3, new BinaryCrossEntropy().Call(s_p, s_y, Make.Vector(1, 2, 3)));
        // class weights 2 for 0 and 5 for 1
        Near.AssertEqual((5 * s_small + 2 * s_small + 5 * s_ln2) / 3, new BinaryCrossEntropy(classWeights: [2, 5]).Call(s_p, s_y));
    }

    [Fact]
    public void Binary_cross_entropy_with_label_smoothing()
    {
        // targets 0.9, 0.1, 0.9: 0.9·ln(5/4) + 0.1·ln 5 twice, and ln 2
        double smoothed = 0.9 * s_small + 0.1 * s_ln5;
        Near.AssertEqual([smoothed, smoothed, s_ln2], new BinaryCrossEntropy(labelSmoothing: 0.2, reduction: Reduction.None).Call(s_p, s_y));
        // the class weight goes by the label, not by the smoothed target
        Near.AssertEqual([5 * smoothed, 2 * smoothed, 5 * s_ln2], new BinaryCrossEntropy(labelSmoothing: 0.2, classWeights: [2, 5], reduction: Reduction.None).Call(s_p, s_y));
    }

    [Fact]
    public void Binary_cross_entropy_on_logits()
    {
        // σ(ln 4) = 0.8
        var logits = Make.Of([3, 1], 2 * s_ln2, -2 * s_ln2, 0);
        Near.AssertEqual([s_small, s_small, s_ln2], new BinaryCrossEntropy(fromLogits: true, reduction: Reduction.None).Call(logits, s_y));
        Near.AssertEqual((5 * s_small + 2 * s_small + 5 * s_ln2) / 3, new BinaryCrossEntropy(fromLogits: true, classWeights: [2, 5]).Call(logits, s_y));
    }

    [Fact]
    public void Saturated_probabilities_cost_100()
    {
        Tensor p = Make.Vector(0, 1, 0, 1), y = Make.Vector(1, 0, 0, 1);
        Assert.Equal([100, 100, 0, 0], new BinaryCrossEntropy(reduction: Reduction.None).Call(p, y).ToArray<double>());
        Assert.Equal([100, 0], new CategoricalCrossEntropy(reduction: Reduction.None).Call(Make.Of([2, 2], 0, 1, 1, 0), Make.Of([2, 2], 1, 0, 1, 0)).ToArray<double>());
        var leaf = p.WithGradient();
        new BinaryCrossEntropy(reduction: Reduction.Sum).Call(leaf, y).Backward();
        Assert.Equal([-1e12, 1e12, 0, 0], leaf.Gradient!.ToArray<double>());
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Extreme_logits_stay_finite(ElementType type)
    {
        Tensor logits = Make.Vector(1000, -1000, 1000, -1000).To(type), y = Make.Vector(1, 0, 0, 1).To(type);
        Assert.Equal([0, 0, 1000, 1000], new BinaryCrossEntropy(fromLogits: true, reduction: Reduction.None).Call(logits, y).ToDoubleArray());
        var leaf = logits.WithGradient();
        new BinaryCrossEntropy(fromLogits: true, reduction: Reduction.Sum).Call(leaf, y).Backward();
        Assert.Equal([0, 0, 1, -1], leaf.Gradient!.ToDoubleArray());

        var rows = Make.Of([2, 3], 1000, -1000, 0, -1000, 1000, 0).To(type).WithGradient();
        var losses = new CategoricalCrossEntropy(sparse: true, fromLogits: true, reduction: Reduction.None).Call(rows, Make.Vector(0, 0).To(type));
        Assert.Equal([0, 2000], losses.ToDoubleArray());
        losses.Sum().Backward();
        Assert.Equal([0, 0, 0, -1, 1, 0], rows.Gradient!.ToDoubleArray());
    }

    [Fact]
    public void Categorical_cross_entropy_in_all_four_forms()
    {
        // softmax(ln 1, ln 3, ln 4) = 1/8, 3/8, 1/2
        var logits = Make.Of([2, 3], 0, Math.Log(3), Math.Log(4), Math.Log(4), 0, Math.Log(3));
        var p = Make.Of([2, 3], 0.125, 0.375, 0.5, 0.5, 0.125, 0.375);
        Tensor classes = Make.Vector(2, 1), oneHot = Make.Of([2, 3], 0, 0, 1, 0, 1, 0);
        double[] expected = [s_ln2, 3 * s_ln2];
        Near.AssertEqual(expected, new CategoricalCrossEntropy(reduction: Reduction.None).Call(p, oneHot));
        Near.AssertEqual(expected, new CategoricalCrossEntropy(sparse: true, reduction: Reduction.None).Call(p, classes));
        Near.AssertEqual(expected, new CategoricalCrossEntropy(fromLogits: true, reduction: Reduction.None).Call(logits, oneHot));
        Near.AssertEqual(expected, new CategoricalCrossEntropy(sparse: true, fromLogits: true, reduction: Reduction.None).Call(logits, classes));
        Near.AssertEqual(expected, new CategoricalCrossEntropy(sparse: true, reduction: Reduction.None).Call(p, classes.Reshape(2, 1)));

        Near.AssertEqual(2 * s_ln2, new CategoricalCrossEntropy().Call(p, oneHot));
        Near.AssertEqual(4 * s_ln2, new CategoricalCrossEntropy(reduction: Reduction.Sum).Call(p, oneHot));
        Near.AssertEqual((10 * s_ln2 + 3 * s_ln2) / 2, new CategoricalCrossEntropy().Call(p, oneHot, Make.Vector(10, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Class_weights_divide_the_mean_of_class_indices_by_their_sum(bool sparse)
    {
        var p = Make.Of([3, 2], 0.5, 0.5, 0.75, 0.25, 0.5, 0.5);
        var target = sparse ? Make.Vector(0, 1, 1) : Make.Of([3, 2], 1, 0, 0, 1, 0, 1);
        // weights 2, 3, 3 of losses ln 2, 2 ln 2, ln 2: PyTorch's Σwℓ / Σw of indices, Σwℓ / n of probabilities
        Near.AssertEqual((2 + 6 + 3) * s_ln2 / (sparse ? 8 : 3), new CategoricalCrossEntropy(sparse, classWeights: [2, 3]).Call(p, target));
        Near.AssertEqual((2 + 6 + 3) * s_ln2, new CategoricalCrossEntropy(sparse, classWeights: [2, 3], reduction: Reduction.Sum).Call(p, target));
        Near.AssertEqual([2 * s_ln2, 6 * s_ln2, 3 * s_ln2], new CategoricalCrossEntropy(sparse, classWeights: [2, 3], reduction: Reduction.None).Call(p, target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Label_smoothing_spreads_over_the_classes(bool fromLogits)
    {
        // 0.3 over four classes: the right one has 0.775, the others 0.075
        double[] probabilities = [0.125, 0.125, 0.25, 0.5];
        var prediction = Make.Of([1, 4], fromLogits ? Array.ConvertAll(probabilities, Math.Log) : probabilities);
        double expected = (0.775 * 1 + 0.075 * (2 + 3 + 3)) * s_ln2;
        Near.AssertEqual(expected, new CategoricalCrossEntropy(sparse: true, fromLogits, labelSmoothing: 0.3).Call(prediction, Make.Vector(3)));
        Near.AssertEqual(expected, new CategoricalCrossEntropy(sparse: false, fromLogits, labelSmoothing: 0.3).Call(prediction, Make.Of([1, 4], 0, 0, 0, 1)));
    }

    [Fact]
    public void Target_probabilities_need_not_be_0_and_1()
    {
        Near.AssertEqual(0.25 * s_ln2 + 0.75 * 2 * s_ln2, new CategoricalCrossEntropy().Call(Make.Of([1, 3], 0.5, 0.25, 0.25), Make.Of([1, 3], 0.25, 0.5, 0.25)));
        Near.AssertEqual(s_ln2, new BinaryCrossEntropy().Call(Make.Vector(0.5), Make.Vector(0.3)));
    }
}
