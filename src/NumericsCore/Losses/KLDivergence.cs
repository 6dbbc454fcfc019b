using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// D(y‖p) = Σ y (log y - log p) over the classes of each sample, in nats (Kullback and Leibler 1951): the categorical cross-entropy less the entropy of the
/// targets, and with its gradient. It is Keras's KLDivergence, and PyTorch's KLDivLoss with reduction "batchmean": that of PyTorch takes log p, and
/// log-probabilities are logits too. A class whose target is 0 adds 0, also where its logit is -∞.
/// </summary>
public sealed class KLDivergence : Loss
{
    private static readonly FormulaSymbol s_log = new("log_p", "log p", "\\log p", "the logarithm of the probability of a class");
    private static readonly FormulaSymbol s_classTerm = new("class_term", "y (log y − log p)", "y (\\log y - \\log p)", "the part of a class");

    /// <param name="fromLogits">Whether predictions are logits, or log-probabilities; otherwise they are probabilities, with logarithms clamped at -100. [samples, classes].</param>
    /// <param name="classWeights">A weight for each class: the loss of a sample is multiplied by Σ w·y. The mean is over the number of samples.</param>
    /// <param name="reduction">Mean over the samples, sum or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite, or the reduction is none of these.</exception>
    /// <exception cref="ArgumentException">There are fewer than two class weights.</exception>
    public KLDivergence(bool fromLogits = false, IReadOnlyList<double>? classWeights = null, Reduction reduction = Reduction.Mean) : base("KL divergence", reduction, classWeights) =>
        FromLogits = fromLogits;

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override bool IsReplayable => true;

    /// <inheritdoc/>
    public override bool TakesLogits => FromLogits;

    // all targets are checked to be in [0, 1]
    private protected override bool ChecksClasses => false;

    private protected override bool ReadsClasses => ClassWeights is not null;

    private protected override string FormulaName => FromLogits ? "Kullback–Leibler divergence of logits" : "Kullback–Leibler divergence";

    private protected override IEnumerable<string> FormulaSources => ["S. Kullback, R. A. Leibler, \"On information and sufficiency\", Annals of Mathematical Statistics 22, 1951"];

    /// <inheritdoc/>
    protected override Tensor AlignTarget(Shape prediction, Tensor target)
    {
        if (prediction.Rank != 2)
            throw new ArgumentException($"The KL divergence needs predictions of shape [samples, classes]; theirs is {prediction}.", nameof(prediction));
        RequireWeightOfEach(prediction);
        return SameShape(prediction, target);
    }

    /// <inheritdoc/>
    protected override void CheckTargets(Shape prediction, Tensor target) => RequireShares(target, "The KL divergence");

    internal override string? FaultOf(Tensor prediction) => FromLogits ? null : FaultOfShares(prediction, "The KL divergence", "KLDivergence(fromLogits: true)");

    /// <inheritdoc/>
    protected override Tensor Losses(Tensor prediction, Tensor target)
    {
        var crossEntropy = FromLogits
            ? prediction.SoftmaxCrossEntropy(target)
            : Tensor.Apply<CrossEntropyTerm>(prediction, target, name: nameof(KLDivergence)).Sum(1);
        return crossEntropy + Weighted(target.Log(), target).Sum(1);
    }

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        yield return PredictionLine();
        if (ClassWeights is not null) yield return ClassWeightLine("w = Σ y w[class]", "w = \\sum_c y_c w_c");
        yield return FromLogits
            ? new LossLine(s_log, "log p = ŷ − log Σ e^ŷ", "\\log p = \\hat{y} - \\log \\sum e^{\\hat{y}}", Log)
            : new LossLine(s_log, "log p = max(log ŷ, −100)", "\\log p = \\max(\\log \\hat{y}, -100)", Log);
        yield return new LossLine(s_classTerm, "part = y (log y − log p)", "\\mathrm{part} = y (\\log y - \\log p)", terms => Weighted(terms.Target.Log() - Log(terms), terms.Target));
        yield return ClassWeights is null
            ? new LossLine(Symbols.Term, "ℓ = Σ y (log y − log p)", "\\ell = \\sum_c y_c (\\log y_c - \\log p_c)", static terms => terms.Losses)
            : new LossLine(Symbols.Term, "ℓ = w Σ y (log y − log p)", "\\ell = w \\sum_c y_c (\\log y_c - \\log p_c)", static terms => terms.Losses);
    }

    private Tensor Log(LossTerms terms) => FromLogits ? terms.Prediction.LogSoftmax() : terms.Prediction.Log().Maximum(-100);

    private protected override void Describe(RecordText text) => text.Add(nameof(FromLogits), FromLogits);
}
