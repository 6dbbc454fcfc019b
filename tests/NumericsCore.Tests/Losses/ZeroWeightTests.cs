using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

/// <summary>What has weight 0 adds exactly 0 to a loss and to its gradient, also where it meets an infinity: on every device, at every SIMD width.</summary>
public class ZeroWeightTests
{
    private const double Inf = double.PositiveInfinity;

    private static readonly Device[] s_devices = [.. new[] { 0, 128, 256, 512 }.Select(static bits => Device.CreateCpu(1, bits)), .. Gpus.All];

    public static TheoryData<bool, int> Targets => new() { { true, 3 }, { false, 3 }, { true, 40 }, { false, 40 }, { true, 1500 }, { false, 1500 } };

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_class_of_logit_minus_infinity_costs_the_others_nothing(bool sparse, int classes)
    {
        // logits 0 and 1 beside classes that cannot be
        double p = 1 / (1 + Math.E);
        double[] logits = Row(classes, -Inf, (0, 0), (classes - 1, 1)), gradient = Row(classes, 0, (0, p - 1), (classes - 1, 1 - p));
        double[] target = sparse ? [0] : Row(classes, 0, (0, 1));
        Check(new CategoricalCrossEntropy(sparse, fromLogits: true), [1, classes], logits, target, Math.Log(1 + Math.E), gradient);
    }

    [Fact]
    public void A_soft_target_of_0_costs_nothing()
    {
        double p = 1 / (1 + Math.E);
        Check(new CategoricalCrossEntropy(fromLogits: true), [1, 3], [-Inf, 0, 1], [0, 0.25, 0.75], Math.Log(1 + Math.E) - 0.75, [0, p - 0.25, 0.25 - p]);
        Check(new CategoricalCrossEntropy(), [1, 3], [0, 0.5, 0.5], [0, 0.25, 0.75], Math.Log(2), [0, -0.5, -1.5]);
        double entropy = 0.25 * Math.Log(4) + 0.75 * Math.Log(4.0 / 3);
        Check(new KLDivergence(fromLogits: true), [1, 3], [-Inf, 0, 1], [0, 0.25, 0.75], Math.Log(1 + Math.E) - 0.75 - entropy, [0, p - 0.25, 0.25 - p]);
        Check(new CategoricalFocalCrossEntropy(0, 1, fromLogits: true), [1, 3], [-Inf, 0, 1], [0, 0.25, 0.75], Math.Log(1 + Math.E) - 0.75, [0, p - 0.25, 0.25 - p]);
        Check(new CategoricalFocalCrossEntropy(2, 1), [1, 3], [0, 0.5, 0.5], [0, 0.25, 0.75], Math.Log(2) / 4, [0, -0.125 - 0.25 * Math.Log(2), -0.375 - 0.75 * Math.Log(2)]);
        Check(new KLDivergence(), [1, 3], [0, 0.5, 0.5], [0, 0.25, 0.75], Math.Log(2) - entropy, [0, -0.5, -1.5]);
    }

    [Fact]
    public void A_class_of_weight_0_costs_nothing_although_smoothing_gives_it_a_target()
    {
        // each of two classes that count has 0.9·y + 0.1/3, and weights 2 and 3
        double p = 1 / (1 + Math.E), right = 2 * (0.9 + 0.1 / 3), other = 3 * 0.1 / 3;
        double loss = right * Math.Log(1 + Math.E) + other * (Math.Log(1 + Math.E) - 1);
        double[] gradient = [p * (right + other) - right, 0, (1 - p) * (right + other) - other];
        Check(new CategoricalCrossEntropy(true, true, 0.1, [2, 0, 3], Reduction.Sum), [1, 3], [0, -Inf, 1], [0], loss, gradient);
        Check(new CategoricalCrossEntropy(true, true, 0.1, [2, 0, 3]), [1, 3], [0, -Inf, 1], [0], loss / 2, [.. gradient.Select(static g => g / 2)]);
    }

    [Fact]
    public void A_sample_whose_class_has_weight_0_costs_nothing()
    {
        double p = 1 / (1 + Math.E);
        foreach (var reduction in (Reduction[])[Reduction.Mean, Reduction.Sum])
        {
            Check(new CategoricalCrossEntropy(true, true, 0, [1, 0], reduction), [3, 2], [0, 1, 3, -Inf, -Inf, -Inf], [0, 1, 1], Math.Log(1 + Math.E), [p - 1, 1 - p, 0, 0, 0, 0]);
            Check(new CategoricalFocalCrossEntropy(0, 2, true, true, 0, [1, 0], Reduction.Sum), [3, 2], [0, 1, 3, -Inf, -Inf, -Inf], [0, 1, 1], 2 * Math.Log(1 + Math.E), [2 * p - 2, 2 - 2 * p, 0, 0, 0, 0]);
            Check(new CategoricalFocalCrossEntropy(2, 0, true, true, 0, null, reduction), [2, 2], [0, -Inf, 3, -Inf], [0, 1], 0, [0, 0, 0, 0]);
            Check(new BinaryCrossEntropy(true, 0, [0, 1], Reduction.Sum), [3, 1], [0, Inf, 5], [1, 0, 0], Math.Log(2), [-0.5, 0, 0]);
            Check(new BinaryFocalCrossEntropy(0, alpha: 1, reduction: Reduction.Sum), [3, 1], [0, Inf, 5], [1, 0, 0], Math.Log(2), [-0.5, 0, 0]);
        }
    }

    [Fact]
    public void Samples_that_all_have_weight_0_have_a_mean_of_0()
    {
        Check(new CategoricalCrossEntropy(true, true, 0, [1, 0]), [2, 2], [0, 1, 3, -Inf], [1, 1], 0, [0, 0, 0, 0]);
        Check(new CategoricalCrossEntropy(true, false, 0.1, [0, 0]), [1, 2], [0, 1], [0], 0, [0, 0]);
    }

    [Fact]
    public void A_sample_of_weight_0_costs_nothing()
    {
        double p = 1 / (1 + Math.E);
        double[] weights = [0, 2, 0];
        Check(new MeanSquaredError(Reduction.Sum), [3, 1], [Inf, 3, double.NaN], [0, 1, 0], 8, [0, 8, 0], weights);
        Check(new MeanSquaredError(), [3, 1], [-Inf, 3, 1e300], [0, 1, -Inf], 8.0 / 3, [0, 8.0 / 3, 0], weights);
        Check(new Huber(1, Reduction.Sum), [3, 1], [Inf, 3, double.NaN], [0, 1, 0], 3, [0, 2, 0], weights);
        Check(new Hinge(squared: true, reduction: Reduction.Sum), [3, 1], [Inf, 0, double.NaN], [0, 1, 0], 2, [0, -4, 0], weights);
        Check(new BinaryFocalCrossEntropy(0, reduction: Reduction.Sum), [3, 1], [Inf, 0, double.NaN], [0, 1, 1], 2 * Math.Log(2), [0, -1, 0], weights);
        Check(new KLDivergence(fromLogits: true, reduction: Reduction.Sum), [3, 2], [-Inf, 0, 0, 1, -Inf, -Inf], [1, 0, 1, 0, 0, 1], 2 * Math.Log(1 + Math.E), [0, 0, 2 * p - 2, 2 - 2 * p, 0, 0], weights);
        Check(new CosineSimilarity(Reduction.Sum), [3, 2], [Inf, 0, 3, 0, double.NaN, -Inf], [1, 0, 4, 3, 0, 1], -1.6, [0, 0, 0, -0.4, 0, 0], weights);
        Check(new BinaryCrossEntropy(true, reduction: Reduction.Sum), [3, 1], [Inf, 0, -Inf], [0, 1, 1], 2 * Math.Log(2), [0, -1, 0], weights);
        Check(new CategoricalCrossEntropy(true, true, reduction: Reduction.Sum), [3, 2], [-Inf, 0, 0, 1, -Inf, -Inf], [0, 0, 1], 2 * Math.Log(1 + Math.E), [0, 0, 2 * p - 2, 2 - 2 * p, 0, 0], weights);
    }

    [Fact]
    public void An_infinite_logit_costs_0_on_the_target_s_side_and_infinity_on_the_other()
    {
        var loss = new BinaryCrossEntropy(fromLogits: true, reduction: Reduction.None);
        foreach (var (x, _) in Placed([Inf, -Inf, Inf, -Inf, Inf, -Inf], [6, 1]))
        {
            var leaf = x.WithGradient();
            var losses = loss.Call(leaf, Tensor.From([1.0, 0, 0, 1, 0.25, 0.25], x.Device).To(x.ElementType));
            Assert.Equal([0, 0, Inf, Inf, Inf, Inf], losses.ToDoubleArray());
            losses.Sum().Backward();
            Assert.Equal([0, 0, 1, -1, 0.75, -0.25], leaf.Gradient!.ToDoubleArray());
        }
    }

    [Fact]
    public void A_row_of_logits_that_say_nothing_is_NaN_and_takes_no_gradient_of_0()
    {
        foreach (var (x, device) in Placed([-Inf, -Inf, 0, 1, Inf, 0], [3, 2]))
        {
            Func<Tensor, Tensor>[] operations = [static x => x.Softmax(), static x => x.LogSoftmax()];
            foreach (var operation in operations)
            {
                var leaf = x.WithGradient();
                var y = operation(leaf);
                Assert.Equal([true, true, false, false, true, true], y.ToDoubleArray().Select(double.IsNaN));
                // only the second row is looked at
                y[1..2, 1..].Sum().Backward();
                double[] gradient = leaf.Gradient!.ToDoubleArray();
                Assert.Equal([0, 0, 0, 0], gradient[..2].Concat(gradient[4..]));
                Assert.NotEqual(0, gradient[2]);
            }
        }
    }

    [Property(MaxTest = 40)]
    public void A_class_that_cannot_be_may_as_well_not_be_there(uint stream, bool sparse)
    {
        int impossible = (int)(stream % 5);
        var logits = Tensor.Uniform([6, 4], 3, -8, 8, stream, ElementType.Float64);
        var target = sparse ? Tensor.From([0.0, 1, 2, 3, 1, 0]) : Tensor.Uniform([6, 4], 4, 0, 0.25, stream, ElementType.Float64);
        double[] weights = [1, 0.5, 0, 3];
        var (expected, expectedGradient) = Of(sparse, weights, logits, target);

        // the same with a class more, at any place
        var wider = sparse ? target + target.GreaterThanOrEqualTo(impossible) : With(target, impossible, 0);
        var (loss, gradient) = Of(sparse, [.. weights[..impossible], 2, .. weights[impossible..]], With(logits, impossible, -Inf), wider);
        Near.AssertEqual(expected.ToScalar(), loss);
        Assert.All(gradient[.., impossible..(impossible + 1)].ToArray<double>(), static g => Assert.Equal(0, g));
        Near.AssertEqual(expectedGradient.ToArray<double>(), Tensor.Concatenate([gradient[.., ..impossible], gradient[.., (impossible + 1)..]], 1));

        static Tensor With(Tensor rows, int column, double value) =>
            Tensor.Concatenate([rows[.., ..column], Tensor.Full([rows.Shape[0], 1], value, ElementType.Float64), rows[.., column..]], 1);

        static (Tensor, Tensor) Of(bool sparse, double[] weights, Tensor logits, Tensor target)
        {
            var leaf = logits.WithGradient();
            var loss = new CategoricalCrossEntropy(sparse, fromLogits: true, classWeights: weights).Call(leaf, target);
            loss.Backward();
            return (loss, leaf.Gradient!);
        }
    }

    [Property(MaxTest = 60)]
    public void A_sample_without_weight_may_hold_anything(uint stream, double anything, double wrong)
    {
        foreach (var (name, loss, prediction, target) in LossCombination.All.Where(static c => c.Loss.Reduction == Reduction.Sum && c.TakesAnything))
        {
            int samples = prediction.Shape[0], ignored = (int)(stream % samples);
            double[] weights = [.. Enumerable.Range(0, samples).Select(i => i == ignored ? 0 : 1 + i * 0.5)];
            double[] values = prediction.ToArray<double>(), spoilt = [.. values];
            int columns = values.Length / samples;
            for (int c = 0; c < columns; c++) spoilt[ignored * columns + c] = c % 2 == 0 ? anything : stream % 3 == 0 ? Inf : -wrong;
            var (expected, expectedGradient) = Of(loss, prediction, target, weights);
            var (actual, gradient) = Of(loss, Tensor.From(spoilt, prediction.Shape), target, weights);
            Assert.True(expected == actual, $"{name}: {actual}, expected {expected}");
            // zeros may differ in their signs
            Assert.Equal(expectedGradient.Select(static g => g + 0.0), gradient.Select(static g => g + 0.0));
        }

        static (double, double[]) Of(Loss loss, Tensor prediction, Tensor target, double[] weights)
        {
            var leaf = prediction.WithGradient();
            var value = loss.Call(leaf, target, Tensor.From(weights));
            value.Backward();
            return (value.ToScalar(), leaf.Gradient!.ToArray<double>());
        }
    }

    [Fact]
    public void A_masked_class_trains()
    {
        // the first class is masked in half of the rows, as by an attention mask or a legal-move list
        var x = Tensor.Normal([64, 4], seed: 1);
        var mask = Tensor.From([.. Enumerable.Range(0, 64 * 3).Select(static i => i % 6 == 0 ? float.NegativeInfinity : 0f)], [64, 3]);
        var y = Tensor.From([.. Enumerable.Range(0, 64).Select(static i => (float)(1 + i % 2))]);
        var dense = new Dense(3);
        dense.Build([4]);
        var adam = new Adam(0.05);
        adam.AddGroup(dense.Parameters);
        var loss = new CategoricalCrossEntropy(sparse: true, fromLogits: true);
        double first = 0, last = 0;
        for (int step = 0; step < 30; step++)
        {
            adam.ClearGradients();
            var value = loss.Call(dense.Call(x) + mask, y);
            value.Backward();
            adam.Step();
            last = value.ToScalar();
            if (step == 0) first = last;
        }

        Assert.InRange(last, 0.1, first - 0.1);
    }

    private static void Check(Loss loss, Shape shape, double[] prediction, double[] target, double expected, double[] gradient, double[]? weights = null)
    {
        foreach (var (x, device) in Placed(prediction, shape))
        {
            var leaf = x.WithGradient();
            var y = Tensor.From(target, target.Length == x.ElementCount ? shape : [target.Length], device).To(x.ElementType);
            var value = loss.Call(leaf, y, weights is null ? null : Tensor.From(weights, device).To(x.ElementType));
            value.Backward();
            double tolerance = x.ElementType == ElementType.Float32 ? 1e-6 : 1e-14;
            Near.AssertEqual(expected, value, tolerance);
            Near.AssertEqual(gradient, leaf.Gradient!, tolerance);
        }
    }

    private static IEnumerable<(Tensor, Device)> Placed(double[] values, Shape shape) =>
        from device in s_devices from type in Enum.GetValues<ElementType>() select (Tensor.From(values, shape, device).To(type), device);

    private static double[] Row(int length, double value, params (int Index, double Value)[] others)
    {
        double[] row = [.. Enumerable.Repeat(value, length)];
        foreach (var (index, other) in others) row[index] = other;
        return row;
    }
}
