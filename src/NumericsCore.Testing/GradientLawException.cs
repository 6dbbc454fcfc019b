namespace NumericsCore.Testing;

/// <summary>A gradient law that a case broke.</summary>
public sealed class GradientLawException : Exception
{
    /// <summary>A failure that nothing more is known of.</summary>
    public GradientLawException() : base("A gradient law was broken.")
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">The case, the smallest that still fails, and by how much.</param>
    public GradientLawException(string message) : base(message)
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">The case, the smallest that still fails, and by how much.</param>
    /// <param name="innerException">What reported it.</param>
    public GradientLawException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
