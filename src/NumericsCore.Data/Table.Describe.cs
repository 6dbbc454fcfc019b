namespace NumericsCore.Data;

public sealed partial class Table
{
    /// <summary>What was understood of each column, in order: kind, missing and distinct values, range, and an example.</summary>
    public IReadOnlyList<ColumnDescription> Describe() => [.. _columns.Select(ColumnDescription.Of)];
}
