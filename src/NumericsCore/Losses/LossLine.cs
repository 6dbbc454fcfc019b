namespace NumericsCore;

/// <summary>A line of a loss's formula, and how its values are computed, by the operations of the library.</summary>
internal sealed record LossLine(FormulaLine Line, Func<LossTerms, Tensor> Read)
{
    public LossLine(FormulaSymbol symbol, string text, string latex, Func<LossTerms, Tensor> read) : this(new FormulaLine(symbol, text, latex), read)
    {
    }
}

/// <summary>What the lines of a loss start from.</summary>
/// <param name="Prediction">The predictions.</param>
/// <param name="Target">The targets in the predictions' shape.</param>
/// <param name="Losses">The unreduced losses, as the loss computes them.</param>
internal sealed record LossTerms(Tensor Prediction, Tensor Target, Tensor Losses);
