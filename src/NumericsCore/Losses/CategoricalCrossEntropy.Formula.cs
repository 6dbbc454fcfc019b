using NumericsCore.Kernels;

namespace NumericsCore;

public sealed partial class CategoricalCrossEntropy
{
    private const double LogFloor = -100;

    private static readonly FormulaSymbol s_probability = new("probability", "p", "p", "the probability of a class");
    private static readonly FormulaSymbol s_logit = new("logit", "x", "x", "the logit of a class");
    private static readonly FormulaSymbol s_log = new("log_p", "log p", "\\log p", "the logarithm of the probability of a class");
    private static readonly FormulaSymbol s_classTerm = new("class_term", "−y log p", "-y \\log p", "the part of a class");
    private static readonly FormulaSymbol s_weight = new("class_weight", "w", "w", "the weight of the sample's class");

    private protected override string FormulaName => _fromLogits ? "Categorical cross-entropy of logits" : "Categorical cross-entropy";

    private protected override (string Text, string Latex) Divisor => DividesByWeights ? ("Σ w", "\\sum w") : ("n", "n");

    private protected override IEnumerable<FormulaSetting> FormulaSettings()
    {
        if (_labelSmoothing > 0) yield return new FormulaSetting(SmoothingSymbol, _labelSmoothing);
        foreach (var weight in base.FormulaSettings()) yield return weight;
    }

    private protected override Tensor TraceTarget(Shape prediction, Tensor target) => ClassTarget(prediction, target);

    private protected override IEnumerable<LossLine> TermLines()
    {
        yield return TargetLine();
        if (DividesByWeights)
            yield return new LossLine(s_weight, "w = Σ y w[class]", "w = \\sum_c y_c w_c", terms => WeightedByClass(terms.Target).Sum(1));
        if (_labelSmoothing > 0)
            yield return new LossLine(SmoothedSymbol, "y ← y(1 − ε) + ε/classes", "y \\leftarrow y (1 - \\varepsilon) + \\varepsilon / \\mathrm{classes}", terms => Smoothed(terms.Target));
        var (part, partLatex) = ClassWeights is null ? ("part = −y log p", "\\mathrm{part} = -y \\log p") : ("part = −w[class] y log p", "\\mathrm{part} = -w_c y \\log p");
        if (_fromLogits)
        {
            yield return new LossLine(s_logit, "x = prediction", "x = \\mathrm{prediction}", static terms => terms.Prediction);
            yield return new LossLine(s_probability, "p = softmax(x)", "p = \\mathrm{softmax}(x)", static terms => terms.Prediction.Softmax());
            yield return new LossLine(s_log, "log p = x − log Σ eˣ", "\\log p = x - \\log \\sum e^x", static terms => terms.Prediction.LogSoftmax());
            yield return new LossLine(s_classTerm, part, partLatex, terms => -Weighted(terms.Prediction.LogSoftmax(), WeightedByClass(Smoothed(terms.Target))));
        }
        else
        {
            yield return new LossLine(s_probability, "p = prediction", "p = \\mathrm{prediction}", static terms => terms.Prediction);
            yield return new LossLine(s_log, "log p ← max(log p, −100)", "\\log p \\leftarrow \\max(\\log p, -100)", static terms => terms.Prediction.Log().Maximum(LogFloor));
            yield return new LossLine(s_classTerm, part, partLatex, terms => Tensor.Apply<CrossEntropyTerm>(terms.Prediction, WeightedByClass(Smoothed(terms.Target)), name: nameof(CategoricalCrossEntropy)));
        }

        yield return ClassWeights is null
            ? new LossLine(Symbols.Term, "ℓ = −Σ y log p", "\\ell = -\\sum_c y_c \\log p_c", static terms => terms.Losses)
            : new LossLine(Symbols.Term, "ℓ = −Σ w[class] y log p", "\\ell = -\\sum_c w_c y_c \\log p_c", static terms => terms.Losses);
    }
}
