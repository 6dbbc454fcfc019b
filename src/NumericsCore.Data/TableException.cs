namespace NumericsCore.Data;

/// <summary>
/// Thrown when a table cannot be read, or cannot be used as asked. The message says where (file, line, column), what was found and
/// what was expected.
/// </summary>
public sealed class TableException : Exception
{
    internal TableException(
        string message, string? table = null, int? line = null, string? column = null, Exception? cause = null,
        TableRemedy remedy = TableRemedy.None, string advice = "")
        : base(PrintableText.Of(Where(table, line, column) + message + advice), cause)
    {
        Table = table;
        Line = line;
        Column = column;
        Problem = PrintableText.Of(Where(table, line, column) + message);
        Remedy = remedy;
    }

    /// <summary>The file or other source of the table, as the caller named it; null when it is not known.</summary>
    public string? Table { get; }

    /// <summary>The line of the file, from 1, where the row at fault starts; null when the fault is not in one line.</summary>
    public int? Line { get; }

    /// <summary>The name of the column at fault; null when the fault is not in one column.</summary>
    public string? Column { get; }

    /// <summary>The message without the advice that names members of this library, for programs that have words of their own for it.</summary>
    public string Problem { get; }

    /// <summary>What the advice is about.</summary>
    public TableRemedy Remedy { get; }

    private static string Where(string? table, int? line, string? column)
    {
        var parts = new List<string>();
        if (table is not null) parts.Add(table);
        if (line is not null) parts.Add(FormattableString.Invariant($"line {line}"));
        if (column is not null) parts.Add($"column '{column}'");
        return parts.Count == 0 ? "" : string.Join(", ", parts) + ": ";
    }
}
