namespace NumericsCore.Data;

/// <summary>
/// Two columns whose products are features beside them: of numbers their product, of categories one for each pair. What a column has become by its steps is multiplied, before it is standardised.
/// </summary>
/// <param name="First">The name of a column.</param>
/// <param name="Second">That of another, or of the same for squares of a number.</param>
public sealed record ColumnInteraction(string First, string Second)
{
    /// <summary>First*Second.</summary>
    public override string ToString() => $"{First}*{Second}";
}
