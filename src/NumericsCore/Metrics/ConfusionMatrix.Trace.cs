using System.Globalization;

namespace NumericsCore;

public sealed partial class ConfusionMatrix
{
    private static readonly FormulaSymbol s_truePositives = new("TP", "TP", "\\mathit{TP}", "samples of the positive class predicted as positive");
    private static readonly FormulaSymbol s_falseNegatives = new("FN", "FN", "\\mathit{FN}", "samples of the positive class predicted as another");
    private static readonly FormulaSymbol s_falsePositives = new("FP", "FP", "\\mathit{FP}", "samples of other classes predicted as positive");
    private static readonly FormulaSymbol s_trueNegatives = new("TN", "TN", "\\mathit{TN}", "samples of other classes predicted as others");
    private static readonly FormulaSymbol s_accuracy = Score("accuracy", "accuracy", "the fraction of samples whose class was predicted");
    private static readonly FormulaSymbol s_precision = Score("precision", "precision", "the fraction of the predictions of the class that are correct");
    private static readonly FormulaSymbol s_recall = Score("recall", "recall", "the fraction of the class that was found");
    private static readonly FormulaSymbol s_specificity = Score("specificity", "specificity", "the fraction of the other classes that was correctly rejected");
    private static readonly FormulaSymbol s_f1 = Score("f1", "F1", "the harmonic mean of precision and recall");

    /// <summary>The scores of a confusion matrix in equations, from the counts of the positive class against all others.</summary>
    public static FormulaDescription Formula { get; } = new(
        "Scores of a confusion matrix",
        [
            new(s_accuracy, "accuracy = Σ diagonal / Σ all", "\\mathrm{accuracy} = \\sum \\mathrm{diagonal} / \\sum \\mathrm{all}"),
            new(s_precision, "precision = TP / (TP + FP)", "\\mathrm{precision} = \\mathit{TP} / (\\mathit{TP} + \\mathit{FP})"),
            new(s_recall, "recall = TP / (TP + FN)", "\\mathrm{recall} = \\mathit{TP} / (\\mathit{TP} + \\mathit{FN})"),
            new(s_specificity, "specificity = TN / (TN + FP)", "\\mathrm{specificity} = \\mathit{TN} / (\\mathit{TN} + \\mathit{FP})"),
            new(s_f1, "F1 = 2 TP / (2 TP + FP + FN)", "\\mathrm{F1} = 2\\,\\mathit{TP} / (2\\,\\mathit{TP} + \\mathit{FP} + \\mathit{FN})"),
        ],
        [],
        ["C. J. van Rijsbergen: Information retrieval. 1979."]);

    /// <summary>The counts and scores of the positive class, each quotient with the counts that it comes from.</summary>
    public WorkedFormula Trace()
    {
        var counts = Of(PositiveClass);
        var (tp, fn, fp, tn) = counts;
        string diagonal = ClassCount > MaxClassesShown
            ? Text($"{_counts[0, 0]} + {_counts[1, 1]} + … + {_counts[ClassCount - 1, ClassCount - 1]}")
            : string.Join(" + ", Enumerable.Range(0, ClassCount).Select(i => Text($"{_counts[i, i]}")));
        return new WorkedFormula(Formula, ElementType.Float64, [new WorkedStep(1,
        [
            new(s_truePositives, [tp]),
            new(s_falseNegatives, [fn]),
            new(s_falsePositives, [fp]),
            new(s_trueNegatives, [tn]),
            new(s_accuracy, [Accuracy], Text($"({diagonal}) / {Total} = {CorrectCount} / {Total}")),
            new(s_precision, [counts.Precision], Text($"{tp} / ({tp} + {fp}) = {tp} / {tp + fp}")),
            new(s_recall, [counts.Recall], Text($"{tp} / ({tp} + {fn}) = {tp} / {tp + fn}")),
            new(s_specificity, [counts.Specificity], Text($"{tn} / ({tn} + {fp}) = {tn} / {tn + fp}")),
            new(s_f1, [counts.F1], Text($"2·{tp} / (2·{tp} + {fp} + {fn}) = {2m * tp} / {2m * tp + fp + fn}")),
        ])]);
    }

    private static FormulaSymbol Score(string name, string text, string meaning) => new(name, text, $"\\mathrm{{{text}}}", meaning);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
