namespace NumericsCore;

public sealed partial class BinaryCrossEntropy
{
    private const double LogFloor = -100;

    private static readonly FormulaSymbol s_probability = new("probability", "p", "p", "the probability of class 1");
    private static readonly FormulaSymbol s_logit = new("logit", "x", "x", "the logit");
    private static readonly FormulaSymbol s_logOfOne = new("log_p", "log p", "\\log p", "the logarithm of the probability of class 1");
    private static readonly FormulaSymbol s_logOfZero = new("log_not_p", "log(1 − p)", "\\log(1 - p)", "the logarithm of the probability of class 0");
    private static readonly FormulaSymbol s_positive = new("positive_part", "max(x, 0)", "\\max(x, 0)", "the positive part of the logit");
    private static readonly FormulaSymbol s_product = new("product", "x·y", "x y", "the logit times the target");
    private static readonly FormulaSymbol s_softplus = new("softplus", "log(1 + e^−|x|)", "\\log(1 + e^{-|x|})", "what cannot overflow");
    private static readonly FormulaSymbol s_weight0 = new("weight_0", "w₀", "w_0", "the weight of class 0");
    private static readonly FormulaSymbol s_weight1 = new("weight_1", "w₁", "w_1", "the weight of class 1");

    private protected override string FormulaName => _fromLogits ? "Binary cross-entropy of logits" : "Binary cross-entropy";

    private protected override IEnumerable<FormulaSetting> FormulaSettings()
    {
        if (_labelSmoothing > 0) yield return new FormulaSetting(SmoothingSymbol, _labelSmoothing);
        if (ClassWeights is null) yield break;
        yield return new FormulaSetting(s_weight0, ClassWeights[0]);
        yield return new FormulaSetting(s_weight1, ClassWeights[1]);
    }

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        if (ClassWeights is not null)
            yield return ClassWeightLine();
        if (_labelSmoothing > 0)
            yield return new LossLine(SmoothedSymbol, "y ← y(1 − ε) + ε/2", "y \\leftarrow y (1 - \\varepsilon) + \\varepsilon / 2", terms => Smoothed(terms.Target));
        string weight = ClassWeights is null ? "" : "w", open = ClassWeights is null ? "" : "w(", close = ClassWeights is null ? "" : ")";
        if (_fromLogits)
        {
            yield return new LossLine(s_logit, "x = prediction", "x = \\mathrm{prediction}", static terms => terms.Prediction);
            yield return new LossLine(s_probability, "p = σ(x)", "p = \\sigma(x)", static terms => terms.Prediction.Sigmoid());
            yield return new LossLine(s_positive, "positive = max(x, 0)", "\\mathrm{positive} = \\max(x, 0)", static terms => terms.Prediction.Relu());
            yield return new LossLine(s_product, "product = x·y", "\\mathrm{product} = x y", terms => Weighted(terms.Prediction, Smoothed(terms.Target)));
            yield return new LossLine(s_softplus, "softplus = log(1 + e^−|x|)", "\\mathrm{softplus} = \\log(1 + e^{-|x|})", static terms => (-terms.Prediction.Abs()).Softplus());
            yield return new LossLine(Symbols.Term, $"ℓ = {open}max(x, 0) − x·y + log(1 + e^−|x|){close}", $"\\ell = {open}\\max(x, 0) - x y + \\log(1 + e^{{-|x|}}){close}", static terms => terms.Losses);
        }
        else
        {
            yield return new LossLine(s_probability, "p = prediction", "p = \\mathrm{prediction}", static terms => terms.Prediction);
            yield return new LossLine(s_logOfOne, "log p ← max(log p, −100)", "\\log p \\leftarrow \\max(\\log p, -100)", static terms => terms.Prediction.Log().Maximum(LogFloor));
            yield return new LossLine(s_logOfZero, "log(1 − p) ← max(log(1 − p), −100)", "\\log(1 - p) \\leftarrow \\max(\\log(1 - p), -100)", static terms => (-terms.Prediction).Log1p().Maximum(LogFloor));
            yield return new LossLine(Symbols.Term, $"ℓ = −{weight}(y log p + (1 − y) log(1 − p))", $"\\ell = -{weight}(y \\log p + (1 - y) \\log(1 - p))", static terms => terms.Losses);
        }
    }
}
