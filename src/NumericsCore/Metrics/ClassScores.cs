namespace NumericsCore;

/// <summary>One line of a <see cref="ClassificationReport"/>.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Precision">TP / (TP + FP), in [0, 1].</param>
/// <param name="Recall">TP / (TP + FN), in [0, 1].</param>
/// <param name="F1">2 TP / (2 TP + FP + FN), in [0, 1].</param>
/// <param name="Support">How many samples are actually of the class.</param>
public readonly record struct ClassScores(string Name, double Precision, double Recall, double F1, long Support) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(ClassScores), format, formatProvider)
        .Add(nameof(Name), Name)
        .Add(nameof(Precision), Precision)
        .Add(nameof(Recall), Recall)
        .Add(nameof(F1), F1)
        .Add(nameof(Support), Support)
        .ToString();
}
