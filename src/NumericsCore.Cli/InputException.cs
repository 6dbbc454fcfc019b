namespace NumericsCore.Cli;

/// <summary>Something that the user gave cannot be used; the message says what, and what to give instead.</summary>
/// <param name="message">For the user, without a full stop.</param>
internal sealed class InputException(string message) : Exception(message);
