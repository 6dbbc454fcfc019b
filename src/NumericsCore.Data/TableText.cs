using System.Text;

namespace NumericsCore.Data;

/// <summary>A table as aligned text: numbers to the right, text to the left, missing values as empty cells.</summary>
internal static class TableText
{
    private const int MaximumRows = 10;

    public static string Format(Table table)
    {
        int shown = Math.Min(table.RowCount, MaximumRows);
        var lines = new StringBuilder[shown + 1];
        for (int line = 0; line < lines.Length; line++) lines[line] = new StringBuilder();
        foreach (Column column in table.Columns)
        {
            string[] cells = [PrintableText.Of(column.Name), .. Enumerable.Range(0, shown).Select(row => PrintableText.Of(column.Text(row) ?? ""))];
            int width = cells.Max(cell => cell.Length);
            for (int line = 0; line < lines.Length; line++)
            {
                if (lines[line].Length > 0) lines[line].Append("  ");
                lines[line].Append(column is NumericColumn ? cells[line].PadLeft(width) : cells[line].PadRight(width));
            }
        }
        return string.Join('\n', lines.Select(line => line.ToString().TrimEnd())) + $"\n({Count(table.RowCount, "row")}, {Count(table.Columns.Count, "column")})";
    }

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
