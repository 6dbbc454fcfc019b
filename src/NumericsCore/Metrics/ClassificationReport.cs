using System.Globalization;
using System.Text;

namespace NumericsCore;

/// <summary>Precision, recall, F1 and support of every class, with accuracy and averages, from a <see cref="ConfusionMatrix"/>.</summary>
public sealed class ClassificationReport : IFormattable
{
    private const int MaximumDigits = 15;

    /// <summary>Computes the report.</summary>
    /// <param name="matrix">The counts.</param>
    /// <exception cref="ArgumentNullException">The matrix is null.</exception>
    public ClassificationReport(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Classes = Array.AsReadOnly([.. matrix.ClassNames.Select((name, i) => Scores(name, matrix.Of(i)))]);
        Accuracy = matrix.Accuracy;
        Macro = matrix.Averaged(Averaging.Macro);
        Weighted = matrix.Averaged(Averaging.Weighted);
        Total = matrix.Total;
    }

    /// <summary>The scores of each class, in the order of the matrix.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>The fraction of samples whose class was predicted, in [0, 1]; also the micro average of every score.</summary>
    public double Accuracy { get; }

    /// <summary>The plain means over the classes.</summary>
    public AveragedScores Macro { get; }

    /// <summary>The means over the classes, weighted by support.</summary>
    public AveragedScores Weighted { get; }

    /// <summary>The number of samples.</summary>
    public long Total { get; }

    /// <summary>The report in the layout of scikit-learn's <c>classification_report</c>, with two decimals, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The report in the layout of scikit-learn's <c>classification_report</c>.</summary>
    /// <param name="digits">The number of decimals, 0 to 15.</param>
    /// <returns>Lines that end in a line feed, the last one without.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is below 0 or above 15.</exception>
    public string ToString(int digits)
    {
        if (digits is < 0 or > MaximumDigits)
            throw new ArgumentOutOfRangeException(nameof(digits), $"digits is {digits}; expected 0 to {MaximumDigits}.");

        return ToString("F" + digits.ToString(CultureInfo.InvariantCulture), null);
    }

    /// <summary>The report in the layout of scikit-learn's <c>classification_report</c>. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the scores, such as F3 or P1; null or empty for two decimals.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <returns>Lines that end in a line feed, the last one without.</returns>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var numbers = new NumberText(format, formatProvider);
        string Number(double value) => numbers.Of(value, "F2");
        int nameWidth = Math.Max("weighted avg".Length, Classes.Max(scores => scores.Name.Length));
        int width = Math.Max("precision".Length, Scores().Max(score => Number(score).Length));

        StringBuilder text = new();
        void Line(string name, string precision, string recall, string f1, string support) => text
            .Append(name.PadLeft(nameWidth)).Append(' ')
            .Append(' ').Append(precision.PadLeft(width)).Append(' ').Append(recall.PadLeft(width))
            .Append(' ').Append(f1.PadLeft(width)).Append(' ').Append(support.PadLeft(width)).Append('\n');

        string total = numbers.Of(Total);
        Line("", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        foreach (ClassScores scores in Classes)
            Line(scores.Name, Number(scores.Precision), Number(scores.Recall), Number(scores.F1), numbers.Of(scores.Support));
        text.Append('\n');
        Line("accuracy", "", "", Number(Accuracy), total);
        Line("macro avg", Number(Macro.Precision), Number(Macro.Recall), Number(Macro.F1), total);
        Line("weighted avg", Number(Weighted.Precision), Number(Weighted.Recall), Number(Weighted.F1), total);
        return text.ToString(0, text.Length - 1);
    }

    private IEnumerable<double> Scores() =>
        [.. Classes.SelectMany(static scores => new[] { scores.Precision, scores.Recall, scores.F1 }), Accuracy, Macro.Precision, Macro.Recall, Macro.F1, Weighted.Precision, Weighted.Recall, Weighted.F1];

    private static ClassScores Scores(string name, BinaryCounts counts)
        => new(name, counts.Precision, counts.Recall, counts.F1, counts.Support);
}
