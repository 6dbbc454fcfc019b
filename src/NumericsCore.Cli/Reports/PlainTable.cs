namespace NumericsCore.Cli.Reports;

/// <summary>A table as lines that make sense one by one, in the order in which they are read out.</summary>
internal static class PlainTable
{
    /// <summary>
    /// A line for each row: each cell behind the head of its column. A table that has a column without a head has its first head as a title,
    /// and rows that begin with their first cell.
    /// </summary>
    public static IEnumerable<string> Lines(string[] head, IEnumerable<string[]> rows)
    {
        bool titled = head.Skip(1).Any(static text => text.Length == 0);
        if (titled) yield return head[0];
        foreach (string[] row in rows)
        {
            var parts = row.Select((cell, i) => (Head: head[i], Cell: OneLine(cell), IsFirst: i == 0)).Where(static part => part.Cell.Length > 0);
            yield return titled
                ? $"{OneLine(row[0])}: {string.Join("; ", parts.Where(static part => !part.IsFirst).Select(static part => part.Head.Length == 0 ? part.Cell : $"{part.Head}: {part.Cell}"))}"
                : string.Join("; ", parts.Select(static part => $"{part.Head}: {part.Cell}"));
        }
    }

    private static string OneLine(string cell) => string.Join(", ", cell.Split(Environment.NewLine));
}
