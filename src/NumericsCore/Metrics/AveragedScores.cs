namespace NumericsCore;

/// <summary>Precision, recall and F1 over several classes.</summary>
/// <param name="Precision">The averaged precision, in [0, 1].</param>
/// <param name="Recall">The averaged recall, in [0, 1]; the macro average is also called balanced accuracy.</param>
/// <param name="F1">The average of the classes' F1 (not the F1 of the averages), in [0, 1].</param>
public readonly record struct AveragedScores(double Precision, double Recall, double F1) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(AveragedScores), format, formatProvider)
        .Add(nameof(Precision), Precision)
        .Add(nameof(Recall), Recall)
        .Add(nameof(F1), F1)
        .ToString();
}
