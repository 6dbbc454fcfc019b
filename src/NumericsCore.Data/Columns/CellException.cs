namespace NumericsCore.Data;

/// <summary>A cell cannot become a number; who knows its file and line says so in a <see cref="TableException"/>.</summary>
/// <param name="message">Without a full stop.</param>
internal sealed class CellException(string message) : Exception(message);
