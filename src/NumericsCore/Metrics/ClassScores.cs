using System.Globalization;

namespace NumericsCore;

/// <summary>One line of a <see cref="ClassificationReport"/>.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Precision">TP / (TP + FP), in [0, 1].</param>
/// <param name="Recall">TP / (TP + FN), in [0, 1].</param>
/// <param name="F1">2 TP / (2 TP + FP + FN), in [0, 1].</param>
/// <param name="Support">How many samples are actually of the class.</param>
public readonly record struct ClassScores(string Name, double Precision, double Recall, double F1, long Support)
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ClassScores {{ Name = {Name}, Precision = {Precision}, Recall = {Recall}, F1 = {F1}, Support = {Support} }}");
}
