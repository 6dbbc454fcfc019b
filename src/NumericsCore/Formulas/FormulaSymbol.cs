using System.Globalization;

namespace NumericsCore;

/// <summary>A letter of a formula.</summary>
/// <param name="Name">A name to look it up by, in plain letters, such as "m_hat".</param>
/// <param name="Text">As text, such as "m̂".</param>
/// <param name="Latex">In LaTeX's mathematics mode, such as <c>\hat{m}</c>.</param>
/// <param name="Meaning">What it stands for.</param>
public sealed record FormulaSymbol(string Name, string Text, string Latex, string Meaning);

/// <summary>A number that a formula takes as given.</summary>
/// <param name="Symbol">Its letter.</param>
/// <param name="Value">The number in force.</param>
public sealed record FormulaSetting(FormulaSymbol Symbol, double Value)
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"FormulaSetting {{ Symbol = {Symbol}, Value = {Value} }}");
}

/// <summary>An equation of a formula.</summary>
/// <param name="Symbol">What it computes.</param>
/// <param name="Text">The equation as text, such as "m ← β₁m + (1 − β₁)g".</param>
/// <param name="Latex">The equation in LaTeX's mathematics mode.</param>
public sealed record FormulaLine(FormulaSymbol Symbol, string Text, string Latex);
