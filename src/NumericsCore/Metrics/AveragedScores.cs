using System.Globalization;

namespace NumericsCore;

/// <summary>Precision, recall and F1 over several classes.</summary>
/// <param name="Precision">The averaged precision, in [0, 1].</param>
/// <param name="Recall">The averaged recall, in [0, 1]; the macro average is also called balanced accuracy.</param>
/// <param name="F1">The average of the classes' F1 (not the F1 of the averages), in [0, 1].</param>
public readonly record struct AveragedScores(double Precision, double Recall, double F1)
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"AveragedScores {{ Precision = {Precision}, Recall = {Recall}, F1 = {F1} }}");
}
