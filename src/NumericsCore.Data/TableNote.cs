namespace NumericsCore.Data;

/// <summary>Something that was noticed while a table was made, and that its user should know: what was left out, or may be meant otherwise.</summary>
/// <param name="Message">What was noticed, without a full stop.</param>
/// <param name="Column">The column that it is about; null where it is about the whole table.</param>
/// <param name="Remedy">What would change it.</param>
public sealed record TableNote(string Message, string? Column = null, TableRemedy Remedy = TableRemedy.None)
{
    /// <summary>The column and the message.</summary>
    public override string ToString() => Column is null ? Message : $"column {Quoted.One(Column)}: {Message}";
}
