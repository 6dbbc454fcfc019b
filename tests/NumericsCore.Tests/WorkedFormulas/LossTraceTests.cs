namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>The terms of a loss are its own, and add up to it.</summary>
public class LossTraceTests
{
    private static readonly double[] s_classWeights2 = [0.5, 2];
    private static readonly double[] s_classWeights3 = [0.5, 2, 1];

    private static readonly Dictionary<string, (Loss Loss, bool Logits, bool Categorical, bool Sparse)> s_losses = new()
    {
        ["mse"] = (new MeanSquaredError(), false, false, false),
        ["mse, sum"] = (new MeanSquaredError(Reduction.Sum), false, false, false),
        ["mse, none"] = (new MeanSquaredError(Reduction.None), false, false, false),
        ["mae"] = (new MeanAbsoluteError(), false, false, false),
        ["huber, 0.5"] = (new Huber(0.5), false, false, false),
        ["huber, 0.25"] = (new Huber(0.25), false, false, false),
        ["poisson"] = (new Poisson(logInput: false), false, false, false),
        ["poisson, logarithms"] = (new Poisson(), false, false, false),
        ["hinge"] = (new Hinge(), true, false, false),
        ["hinge, squared, weighted"] = (new Hinge(squared: true, classWeights: s_classWeights2), true, false, false),
        ["focal"] = (new BinaryFocalCrossEntropy(), true, false, false),
        ["focal, alpha, weighted"] = (new BinaryFocalCrossEntropy(0.5, 0.25), true, false, false),
        ["divergence"] = (new KLDivergence(), false, true, false),
        ["divergence, logits"] = (new KLDivergence(fromLogits: true), true, true, false),
        ["divergence, logits, weighted"] = (new KLDivergence(fromLogits: true, classWeights: s_classWeights3), true, true, false),
        ["cosine"] = (new CosineSimilarity(), false, true, false),
        ["binary"] = (new BinaryCrossEntropy(), false, false, false),
        ["binary, smoothed, weighted"] = (new BinaryCrossEntropy(labelSmoothing: 0.1, classWeights: s_classWeights2), false, false, false),
        ["binary, logits"] = (new BinaryCrossEntropy(fromLogits: true), true, false, false),
        ["binary, logits, smoothed, weighted"] = (new BinaryCrossEntropy(true, 0.1, s_classWeights2), true, false, false),
        ["categorical"] = (new CategoricalCrossEntropy(), false, true, false),
        ["categorical, smoothed, weighted"] = (new CategoricalCrossEntropy(labelSmoothing: 0.1, classWeights: s_classWeights3), false, true, false),
        ["categorical, sparse, logits"] = (new CategoricalCrossEntropy(true, true), true, true, true),
        ["categorical, sparse, logits, smoothed, weighted"] = (new CategoricalCrossEntropy(true, true, 0.1, s_classWeights3), true, true, true),
        ["categorical focal"] = (new CategoricalFocalCrossEntropy(), false, true, false),
        ["categorical focal, sparse, logits, smoothed"] = (new CategoricalFocalCrossEntropy(0.5, 1, true, true, 0.1, s_classWeights3), true, true, true),
    };

    public static TheoryData<string, ElementType> Cases()
    {
        var data = new TheoryData<string, ElementType>();
        foreach (string name in s_losses.Keys)
        {
            data.Add(name, ElementType.Float64);
            data.Add(name, ElementType.Float32);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_loss_and_its_gradient_have_the_bits_of_a_call(string name, ElementType elementType)
    {
        var (prediction, target) = Inputs(name, elementType);
        var trace = s_losses[name].Loss.Trace(prediction, target);

        var leaf = prediction.WithGradient();
        var loss = s_losses[name].Loss.Call(leaf, target);
        loss.Sum().Backward();
        Assert.Equal(loss.ToDoubleArray(), trace["loss"]);
        Assert.Equal(leaf.Gradient!.ToDoubleArray(), trace["gradient"]);
        Assert.Null(prediction.Gradient);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_parts_add_up_to_the_terms_and_the_terms_to_the_loss(string name, ElementType elementType)
    {
        var (prediction, target) = Inputs(name, elementType);
        var loss = s_losses[name].Loss;
        var trace = loss.Trace(prediction, target);
        double[] terms = [.. trace["term"]];
        bool weighted = name.Contains("weighted", StringComparison.Ordinal);
        bool sparse = s_losses[name].Sparse;
        IReadOnlyList<double> weights = weighted && (loss is not CategoricalCrossEntropy || sparse) ? trace["class_weight"] : [.. terms.Select(static _ => 1.0)];
        Assert.Equal(terms.Length, weights.Count);
        var y = name.Contains("smoothed", StringComparison.Ordinal) ? trace["target_smoothed"] : trace["target"];

        double[] parts = (loss, s_losses[name].Logits) switch
        {
            (MeanSquaredError, _) => [.. trace["error"].Select(static error => error * error)],
            (MeanAbsoluteError, _) => [.. trace["error"].Select(Math.Abs)],
            (Huber huber, _) => [.. trace["size"].Select(size => size <= huber.Delta ? size * size / 2 : huber.Delta * (size - huber.Delta / 2))],
            (Poisson { LogInput: true }, _) => [.. trace["rate"].Select((rate, i) => rate - y[i] * trace["prediction"][i])],
            (Poisson, _) => [.. trace["rate"].Select((rate, i) => rate - y[i] * Math.Log(rate + 1e-8))],
            (Hinge hinge, _) => [.. trace["shortfall"].Select((d, i) => weights[i] * Math.Pow(Math.Max(0, d), hinge.IsSquared ? 2 : 1))],
            (BinaryFocalCrossEntropy focal, _) => [.. trace["wrong"].Select((q, i) => weights[i] * Math.Pow(q, focal.Gamma) * trace["entropy"][i])],
            (KLDivergence, _) => [.. trace["class_term"].Chunk(3).Select((ofSample, i) => weights[i] * ofSample.Sum())],
            (CosineSimilarity, _) => [.. trace["product"].Select((product, i) => -product / (trace["length"][i] * trace["target_length"][i]))],
            (BinaryCrossEntropy, true) => [.. terms.Select((_, i) => weights[i] * (trace["positive_part"][i] - trace["product"][i] + trace["softplus"][i]))],
            (BinaryCrossEntropy, false) => [.. terms.Select((_, i) => -weights[i] * (y[i] * trace["log_p"][i] + (1 - y[i]) * trace["log_not_p"][i]))],
            _ => [.. trace["class_term"].Chunk(3).Select(static ofSample => ofSample.Sum())],
        };
        Close(parts, terms, elementType);

        double divisor = sparse && weighted ? weights.Sum() : terms.Length;
        double[] expected = loss.Reduction switch { Reduction.None => terms, Reduction.Sum => [terms.Sum()], _ => [terms.Sum() / divisor] };
        Close(expected, trace["loss"], elementType);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_line_of_the_formula_has_a_value(string name, ElementType elementType)
    {
        var (prediction, target) = Inputs(name, elementType);
        var trace = s_losses[name].Loss.Trace(prediction, target);
        var names = trace.Formula.Lines.Select(static line => line.Symbol.Name);

        Worked.AssertWellFormed(trace.Formula);
        Assert.Equal([.. names, "gradient"], trace.Steps[0].Values.Select(static value => value.Symbol.Name));
    }

    [Fact]
    public void The_sparse_target_is_shown_as_a_row_of_classes()
    {
        var trace = new CategoricalCrossEntropy(sparse: true).Trace(Tensor.From([0.2, 0.3, 0.5], [1, 3]), Tensor.From([2.0]));
        Assert.Equal([0, 0, 1], trace["target"]);
        Assert.Equal([Math.Log(2)], trace["loss"].Select(static loss => loss), static (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void A_sure_mistake_shows_the_clamped_logarithm()
    {
        var right = new BinaryCrossEntropy().Trace(Tensor.From([1.0]), Tensor.From([0.0]));
        Assert.Equal([-100], right["log_not_p"]);
        Assert.Equal([100], right["loss"]);

        var left = new BinaryCrossEntropy().Trace(Tensor.From([0.0]), Tensor.From([1.0]));
        Assert.Equal([-100], left["log_p"]);
        Assert.Equal([100], left["loss"]);

        var categorical = new CategoricalCrossEntropy().Trace(Tensor.From([0.0, 1], [1, 2]), Tensor.From([1.0, 0], [1, 2]));
        Assert.Equal([-100, 0], categorical["log_p"]);
        Assert.Equal([100], categorical["loss"]);

        var divergence = new KLDivergence().Trace(Tensor.From([0.0, 1], [1, 2]), Tensor.From([1.0, 0], [1, 2]));
        Assert.Equal([-100, 0], divergence["log_p"]);
        Assert.Equal([100], divergence["loss"]);
    }

    [Fact]
    public void The_side_of_a_target_is_shown()
    {
        var trace = new Hinge().Trace(Tensor.From([0.5, 0.5, 2, -1]), Tensor.From([0.0, 1, 0.25, 1]));
        Assert.Equal([-1, 1, -0.5, 1], trace["side"]);
        Assert.Equal([1.5, 0.5, 2, 2], trace["shortfall"]);
    }

    [Fact]
    public void The_smoothed_target_is_shown()
    {
        var binary = new BinaryCrossEntropy(labelSmoothing: 0.5).Trace(Tensor.From([0.5, 0.5]), Tensor.From([1.0, 0]));
        Assert.Equal([0.75, 0.25], binary["target_smoothed"]);

        var categorical = new CategoricalCrossEntropy(labelSmoothing: 0.5).Trace(Tensor.From([0.25, 0.25, 0.25, 0.25], [1, 4]), Tensor.From([0.0, 1, 0, 0], [1, 4]));
        Assert.Equal([0.125, 0.625, 0.125, 0.125], categorical["target_smoothed"]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_probabilities_shown_are_those_of_the_prediction(string name, ElementType elementType)
    {
        var (loss, logits, categorical, _) = s_losses[name];
        if (loss is not (BinaryCrossEntropy or CategoricalCrossEntropy)) return;
        var (prediction, target) = Inputs(name, elementType);
        var trace = loss.Trace(prediction, target);
        double[] x = prediction.ToDoubleArray(), p = x;
        if (logits)
        {
            Assert.Equal(x, trace["logit"]);
            p = categorical
                ? [.. x.Chunk(3).SelectMany(static row => row.Select(score => Math.Exp(score) / row.Sum(Math.Exp)))]
                : [.. x.Select(static score => 1 / (1 + Math.Exp(-score)))];
        }

        Close(p, trace["probability"], elementType);
        if (categorical || !logits) Close([.. p.Select(static value => Math.Log(value))], trace["log_p"], elementType);
    }

    [Fact]
    public void Sample_weights_are_shown_and_used()
    {
        var trace = new MeanSquaredError().Trace(Tensor.From([1.0, 3], [2, 1]), Tensor.From([0.0, 0], [2, 1]), Tensor.From([1.0, 0]));
        Assert.Equal([1, 0], trace["sample_weight"]);
        Assert.Equal([0.5], trace["loss"]);
    }

    [Fact]
    public void Options_that_change_the_arithmetic_change_the_formula()
    {
        string[] formulas = [.. s_losses.Values.Select(static of => of.Loss.Formula.ToString() + of.Sparse)];
        Assert.Equal(formulas.Length, formulas.Distinct().Count());
    }

    private static (Tensor Prediction, Tensor Target) Inputs(string name, ElementType elementType)
    {
        var (_, logits, categorical, sparse) = s_losses[name];
        double[] scores = [0.3, -1.2, 2.5, 0.1, 0.7, -0.4];
        var x = Worked.Vector(scores, elementType);
        if (!categorical) return (logits ? x : x.Sigmoid(), Worked.Vector([0, 1, 1, 0, 0.25, 1], elementType));
        x = x.Reshape(2, 3);
        return (logits ? x : x.Softmax(), sparse ? Worked.Vector([2, 0], elementType) : Worked.Vector([0, 0, 1, 0.5, 0.25, 0.25], elementType).Reshape(2, 3));
    }

    // a dozen roundings of numbers below 4
    private static void Close(double[] expected, IReadOnlyList<double> actual, ElementType elementType)
    {
        double bound = 12 * 4 * (elementType == ElementType.Float64 ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24));
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], bound);
    }
}
