using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

/// <summary>
/// The categorical cross-entropy beside torch.nn.CrossEntropyLoss, in every combination of its options. With p = softmax(x), class weights
/// w (all 1 if there are none), C classes, N samples and label smoothing ε its documentation says:
/// for class indices  ℓ(n) = -(1 - ε) w(y) log p(y) - ε/C Σ w(c) log p(c), whose mean is Σ ℓ / Σ w(y);
/// for probabilities  ℓ(n) = -Σ w(c) ((1 - ε) y(c) + ε/C) log p(c), whose mean is Σ ℓ / N.
/// </summary>
public class PyTorchCrossEntropyTests
{
    private static readonly double[] s_weights = [1, 3, 0.5], s_indices = [2, 0, 1, 0];
    private static readonly Tensor s_logits = Make.Of([4, 3], 0.2, -1, 0.5, 1, 0.3, -0.7, 2.1, -0.4, 0.9, -1.6, 0, 1.2);
    private static readonly Tensor s_soft = Make.Of([4, 3], 0.2, 0.3, 0.5, 0.6, 0.1, 0.3, 0, 1, 0, 0.05, 0.9, 0.05);

    public enum Targets
    {
        Index,
        OneHot,
        Soft,
    }

    public static TheoryData<Targets, bool, double, Reduction, bool> Combinations
    {
        get
        {
            var data = new TheoryData<Targets, bool, double, Reduction, bool>();
            foreach (var targets in Enum.GetValues<Targets>())
                foreach (bool weighted in (bool[])[false, true])
                    foreach (double smoothing in (double[])[0, 0.1, 1])
                        foreach (var reduction in Enum.GetValues<Reduction>())
                            foreach (bool fromLogits in (bool[])[true, false])
                                data.Add(targets, weighted, smoothing, reduction, fromLogits);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Every_combination_has_the_documented_value(Targets targets, bool weighted, double smoothing, Reduction reduction, bool fromLogits)
    {
        double[]? weights = weighted ? s_weights : null;
        var target = targets switch { Targets.Index => Tensor.From(s_indices), Targets.OneHot => OneHot(s_indices, 3), _ => s_soft };
        double[] expected = targets == Targets.Index
            ? OfIndices(s_logits, s_indices, weights, smoothing, reduction)
            : OfProbabilities(s_logits, target, weights, smoothing, reduction);

        var loss = new CategoricalCrossEntropy(targets == Targets.Index, fromLogits, smoothing, weights, reduction);
        Near.AssertEqual(expected, loss.Call(fromLogits ? s_logits : s_logits.Softmax(), target), 1e-14);
    }

    // values that PyTorch printed, to the digits it printed
    [Fact]
    public void The_values_are_those_that_PyTorch_prints()
    {
        var logits = s_logits[..2];
        Near.AssertEqual(0.427918, new CategoricalCrossEntropy(false, true, 0, s_weights).Call(logits, OneHot([2, 0], 3)), 1e-6);
        Near.AssertEqual(3.330468, new CategoricalCrossEntropy(false, true, 0, s_weights, Reduction.Sum).Call(logits, s_soft[..2]), 1e-6);
        Near.AssertEqual(0.805056, new CategoricalCrossEntropy(true, true, 0.1, s_weights).Call(logits, Make.Vector(2, 0)), 1e-6);
        Near.AssertEqual(2.34667, new CategoricalCrossEntropy(false, true, 0, [1, 10, 2], Reduction.None).Call(Make.Of([1, 3], 1, 2, 0.5), Make.Of([1, 3], 0.7, 0.2, 0.1)), 1e-5);
        Near.AssertEqual(54.4052, new CategoricalCrossEntropy(false, true, 0, [25, 25, 100]).Call(Make.Of([2, 3], 2.3, 2.1, 4.5, 4.2, 3.2, 5.1), Make.Of([2, 3], 0, 1, 0, 0, 0, 1)), 1e-4);
    }

    [Property(MaxTest = 100)]
    public void Any_class_weights_and_targets_agree_with_the_formulas(uint stream, byte smoothing, bool withoutSome)
    {
        int classes = 2 + (int)(stream % 7), samples = 1 + (int)(stream % 11);
        var logits = Tensor.Uniform([samples, classes], 1, -20, 20, stream, ElementType.Float64);
        var soft = Tensor.Uniform([samples, classes], 2, -1, 1, stream, ElementType.Float64).Maximum(0);
        double[] weights = Tensor.Uniform([classes], 3, withoutSome ? -1 : 0.1, 10, stream, ElementType.Float64).Maximum(0).ToArray<double>();
        double[] indices = Array.ConvertAll(Tensor.Uniform([samples], 4, 0, classes, stream, ElementType.Float64).ToArray<double>(), Math.Floor);
        double ε = smoothing / 255.0;
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            double[] expected = OfIndices(logits, indices, weights, ε, reduction);
            // without any weight PyTorch's mean is 0/0
            if (reduction == Reduction.Mean && indices.All(index => weights[(int)index] == 0)) expected = [0];
            Near.AssertEqual(expected, new CategoricalCrossEntropy(true, true, ε, weights, reduction).Call(logits, Tensor.From(indices)), 1e-12);
            Near.AssertEqual(OfProbabilities(logits, soft, weights, ε, reduction), new CategoricalCrossEntropy(false, true, ε, weights, reduction).Call(logits, soft), 1e-12);
        }
    }

    // 2 classes by a sigmoid and by a softmax of (0, x) are one model; pos_weight is the weight of class 1 beside 1 for class 0
    [Property(MaxTest = 50)]
    public void Binary_class_weights_are_PyTorch_s_pos_weight_for_hard_targets(uint stream, byte weight)
    {
        var x = Tensor.Uniform([8, 1], 5, -9, 9, stream, ElementType.Float64);
        double[] logits = x.ToArray<double>(), y = [0, 1, 1, 0, 1, 0, 0, 1];
        double positive = weight / 16.0;
        double expected = logits.Zip(y, (logit, target) => target * positive * Softplus(-logit) + (1 - target) * Softplus(logit)).Sum() / 8;
        Near.AssertEqual(expected, new BinaryCrossEntropy(fromLogits: true, classWeights: [1, positive]).Call(x, Make.Of([8, 1], y)), 1e-13);
        Near.AssertEqual(expected, new CategoricalCrossEntropy(fromLogits: true, classWeights: [1, positive]).Call(
            Tensor.Concatenate([Tensor.Zeros([8, 1], ElementType.Float64), x], 1), OneHot(y, 2)), 1e-13);

        static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
    }

    private static double[] OfIndices(Tensor logits, double[] indices, double[]? weights, double smoothing, Reduction reduction)
    {
        double[][] logs = Logs(logits);
        int classes = logits.Shape[1];
        double[] losses = [.. logs.Select((row, n) => -(1 - smoothing) * Weight(weights, (int)indices[n]) * row[(int)indices[n]]
            - smoothing / classes * row.Select((log, c) => Weight(weights, c) * log).Sum())];
        return Reduced(losses, indices.Sum(index => Weight(weights, (int)index)), reduction);
    }

    private static double[] OfProbabilities(Tensor logits, Tensor targets, double[]? weights, double smoothing, Reduction reduction)
    {
        double[][] logs = Logs(logits);
        int classes = logits.Shape[1];
        double[] y = targets.ToArray<double>();
        double[] losses = [.. logs.Select((row, n) => -row.Select((log, c) => Weight(weights, c) * ((1 - smoothing) * y[n * classes + c] + smoothing / classes) * log).Sum())];
        return Reduced(losses, losses.Length, reduction);
    }

    private static double[] Reduced(double[] losses, double divisor, Reduction reduction) => reduction switch
    {
        Reduction.None => losses,
        Reduction.Sum => [losses.Sum()],
        _ => [losses.Sum() / divisor],
    };

    private static double[][] Logs(Tensor logits) => [.. logits.ToArray<double>().Chunk(logits.Shape[1]).Select(static row =>
    {
        double greatest = row.Max();
        double log = Math.Log(row.Sum(x => Math.Exp(x - greatest)));
        return row.Select(x => x - greatest - log).ToArray();
    })];

    private static double Weight(double[]? weights, int index) => weights is null ? 1 : weights[index];

    private static Tensor OneHot(double[] indices, int classes) =>
        Tensor.From([.. indices.SelectMany(index => Enumerable.Range(0, classes).Select(c => c == index ? 1.0 : 0))], [indices.Length, classes]);
}
