namespace NumericsCore.Tests.Losses;

/// <summary>A loss with one combination of its options, and a point to look at it.</summary>
internal sealed record LossCombination(string Name, Loss Loss, Tensor Prediction, Tensor Target)
{
    private static readonly double[] s_binaryWeights = [2, 0.5], s_classWeights = [2, 0.5, 1];

    public static IReadOnlyList<LossCombination> All { get; } = [.. Regressions(), .. Margins(), .. Divergences(), .. Binary(), .. Categorical(), .. Focal()];

    public override string ToString() => Name;

    /// <summary>Whether predictions may be any numbers, infinite ones and NaN too.</summary>
    public bool TakesAnything => Loss.TakesLogits || Loss is MeanSquaredError or MeanAbsoluteError or Huber or CosineSimilarity or Poisson { LogInput: true };

    private static IEnumerable<LossCombination> Regressions()
    {
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            Tensor prediction = Between(-2, 2, [4, 3]), target = Between(-2, 2, [4, 3], stream: 1), counts = Between(0, 5, [4, 3], stream: 2);
            yield return new($"mean squared error, {reduction}", new MeanSquaredError(reduction), prediction, target);
            yield return new($"mean absolute error, {reduction}", new MeanAbsoluteError(reduction), prediction, target);
            yield return new($"huber, δ = 1, {reduction}", new Huber(1, reduction), prediction, target);
            yield return new($"huber, δ = 0.5, {reduction}", new Huber(0.5, reduction), prediction, target);
            yield return new($"poisson of logarithms, {reduction}", new Poisson(reduction: reduction), prediction, counts);
            yield return new($"poisson, {reduction}", new Poisson(logInput: false, reduction), Between(0.5, 4, [4, 3]), counts);
        }
    }

    private static IEnumerable<LossCombination> Margins()
    {
        Tensor scores = Between(-2, 2, [5, 1]), target = Tensor.From([1.0, 0, 1, 0.3, 0], [5, 1]);
        foreach (double[]? weights in (double[]?[])[null, s_binaryWeights])
            foreach (var reduction in Enum.GetValues<Reduction>())
            {
                foreach (bool squared in (bool[])[false, true])
                    yield return new($"hinge, squared {squared}, weights {weights is not null}, {reduction}", new Hinge(squared, weights, reduction), scores, target);
                foreach (double gamma in (double[])[2, 0.5])
                    yield return new($"focal, γ = {gamma}, weights {weights is not null}, {reduction}", new BinaryFocalCrossEntropy(gamma, weights is null ? null : 0.25, null, reduction), scores, target);
            }
    }

    private static IEnumerable<LossCombination> Divergences()
    {
        Tensor logits = Between(-2, 2, [4, 3]), target = Tensor.From([0, 0, 1, 1, 0, 0, 0.2, 0.5, 0.3, 0.1, 0.8, 0.1], [4, 3]);
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            yield return new($"cosine similarity, {reduction}", new CosineSimilarity(reduction), logits, Between(-1, 2, [4, 3], stream: 3));
            foreach (bool fromLogits in (bool[])[false, true])
                foreach (double[]? weights in (double[]?[])[null, s_classWeights])
                    yield return new($"KL divergence, logits {fromLogits}, weights {weights is not null}, {reduction}", new KLDivergence(fromLogits, weights, reduction), fromLogits ? logits : logits.Softmax(), target);
        }
    }

    private static IEnumerable<LossCombination> Binary()
    {
        foreach (bool logits in (bool[])[false, true])
            foreach (double smoothing in (double[])[0, 0.2])
                foreach (double[]? weights in (double[]?[])[null, s_binaryWeights])
                    foreach (var reduction in Enum.GetValues<Reduction>())
                    {
                        yield return new(
                            $"binary, logits {logits}, smoothing {smoothing}, weights {weights is not null}, {reduction}",
                            new BinaryCrossEntropy(logits, smoothing, weights, reduction),
                            logits ? Between(-2, 2, [5, 1]) : Between(0.1, 0.9, [5, 1]),
                            Tensor.From([1.0, 0, 1, 0.3, 0], [5, 1]));
                    }
    }

    private static IEnumerable<LossCombination> Categorical()
    {
        foreach (bool sparse in (bool[])[false, true])
            foreach (bool logits in (bool[])[false, true])
                foreach (double smoothing in (double[])[0, 0.2])
                    foreach (double[]? weights in (double[]?[])[null, s_classWeights])
                        foreach (var reduction in Enum.GetValues<Reduction>())
                        {
                            yield return new(
                                $"categorical, sparse {sparse}, logits {logits}, smoothing {smoothing}, weights {weights is not null}, {reduction}",
                                new CategoricalCrossEntropy(sparse, logits, smoothing, weights, reduction),
                                logits ? Between(-2, 2, [4, 3]) : Between(-1, 1, [4, 3]).Softmax(),
                                sparse ? Tensor.From([2.0, 0, 1, 0]) : Tensor.From([0, 0, 1, 1, 0, 0, 0.2, 0.5, 0.3, 0, 1, 0], [4, 3]));
                        }
    }

    private static IEnumerable<LossCombination> Focal()
    {
        Tensor logits = Between(-2, 2, [4, 3]), soft = Tensor.From([0, 0, 1, 1, 0, 0, 0.2, 0.5, 0.3, 0, 1, 0], [4, 3]), indices = Tensor.From([2.0, 0, 1, 0]);
        foreach (bool fromLogits in (bool[])[false, true])
            foreach (var reduction in Enum.GetValues<Reduction>())
            {
                var prediction = fromLogits ? logits : logits.Softmax();
                yield return new($"categorical focal, logits {fromLogits}, {reduction}", new CategoricalFocalCrossEntropy(fromLogits: fromLogits, reduction: reduction), prediction, soft);
                yield return new($"categorical focal, indices, logits {fromLogits}, smoothed, weighted, {reduction}", new CategoricalFocalCrossEntropy(0.5, 1, true, fromLogits, 0.2, s_classWeights, reduction), prediction, indices);
            }
    }

    private static Tensor Between(double low, double high, Shape shape, uint stream = 0) =>
        Tensor.Uniform(shape, seed: 9, low, high, stream, ElementType.Float64);
}
