namespace NumericsCore.Testing;

/// <summary>A model, loss, metric or optimizer whose trainings differ where they must not.</summary>
public sealed class TrainingLawException : Exception
{
    /// <summary>A failure that nothing more is known of.</summary>
    public TrainingLawException() : base("A training's law was broken.")
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">What differs, between which trainings, and by how much.</param>
    public TrainingLawException(string message) : base(message)
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">What differs, between which trainings, and by how much.</param>
    /// <param name="innerException">What reported it.</param>
    public TrainingLawException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
