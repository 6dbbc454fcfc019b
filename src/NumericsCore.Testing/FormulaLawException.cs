namespace NumericsCore.Testing;

/// <summary>A law that a formula broke.</summary>
public sealed class FormulaLawException : Exception
{
    /// <summary>A failure that nothing more is known of.</summary>
    public FormulaLawException() : base("A formula's law was broken.")
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">The formula, the law, the arguments, and what was expected.</param>
    public FormulaLawException(string message) : base(message)
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">The formula, the law, the arguments, and what was expected.</param>
    /// <param name="innerException">What reported it.</param>
    public FormulaLawException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
