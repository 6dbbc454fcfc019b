namespace NumericsCore.Distributed;

/// <summary>The processes of a run cannot talk to each other: none was started, one ended or does not answer, or the engine failed.</summary>
public sealed class CommunicationException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public CommunicationException()
    {
    }

    /// <param name="message">What happened, and what helps.</param>
    public CommunicationException(string message) : base(message)
    {
    }

    /// <param name="message">What happened, and what helps.</param>
    /// <param name="innerException">What it came of.</param>
    public CommunicationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
