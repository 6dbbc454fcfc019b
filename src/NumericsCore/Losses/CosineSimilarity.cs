namespace NumericsCore;

/// <summary>
/// -cos of the angle between prediction and target along the last axis: -ŷ·y / (max(‖ŷ‖, ε) max(‖y‖, ε)), with ε = 10^-8 as in PyTorch's cosine_similarity
/// and the sign of Keras's CosineSimilarity, so that -1 is one direction, 0 a right angle and 1 the opposite. PyTorch's CosineEmbeddingLoss of pairs that
/// belong together is 1 more. Predictions and targets are [samples, ..., elements], and the losses [samples, ...]; a vector of zeros has the loss 0.
/// </summary>
/// <param name="reduction">Mean, sum or none.</param>
public sealed class CosineSimilarity(Reduction reduction = Reduction.Mean) : Loss("cosine similarity", reduction)
{
    // the shortest vector that keeps its direction
    private const double Shortest = 1e-8;

    private static readonly FormulaSymbol s_product = new("product", "ŷ·y", "\\hat{y} \\cdot y", "the inner product");
    private static readonly FormulaSymbol s_length = new("length", "‖ŷ‖", "\\|\\hat{y}\\|", "the length of the prediction");
    private static readonly FormulaSymbol s_targetLength = new("target_length", "‖y‖", "\\|y\\|", "the length of the target");

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    private protected override string FormulaName => "Cosine similarity";

    /// <inheritdoc/>
    protected override Tensor AlignTarget(Shape prediction, Tensor target)
    {
        if (prediction.Rank < 2)
            throw new ArgumentException($"The cosine similarity needs predictions of shape [samples, ..., elements]; theirs is {prediction}.", nameof(prediction));
        return SameShape(prediction, target);
    }

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target)
    {
        var (left, right) = (WithoutOverflow(prediction), WithoutOverflow(target));
        return -(Product(left, right) / (Length(left) * Length(right)));
    }

    private protected override IEnumerable<LossLine> TermLines() =>
    [
        TargetLine(),
        PredictionLine(),
        new(s_product, "product = ŷ·y", "\\mathrm{product} = \\hat{y} \\cdot y", static terms => Product(terms.Prediction, terms.Target)),
        new(s_length, "‖ŷ‖ ← max(‖ŷ‖, 10⁻⁸)", "\\|\\hat{y}\\| \\leftarrow \\max(\\|\\hat{y}\\|, 10^{-8})", static terms => Length(terms.Prediction)),
        new(s_targetLength, "‖y‖ ← max(‖y‖, 10⁻⁸)", "\\|y\\| \\leftarrow \\max(\\|y\\|, 10^{-8})", static terms => Length(terms.Target)),
        new(Symbols.Term, "ℓ = −product / (‖ŷ‖‖y‖)", "\\ell = -\\mathrm{product} / (\\|\\hat{y}\\| \\|y\\|)", static terms => terms.Losses),
    ];

    // the angle of long vectors is that of shorter ones, whose squares are finite; others keep their bits
    private static Tensor WithoutOverflow(Tensor vectors) => vectors / vectors.Detach().Abs().Max(-1, keepDims: true).Maximum(1);

    private static Tensor Product(Tensor prediction, Tensor target) => (prediction * target).Sum(-1);

    private static Tensor Length(Tensor vectors) => vectors.Square().Sum(-1).Sqrt().Maximum(Shortest);
}
