using System.Text;
using NumericsCore.Data.Csv;

namespace NumericsCore.Data;

public sealed partial class Table
{
    /// <summary>The table with the cells missing that are a word of their column's, as if they stood in CSV: of numbers in upper or lower case.</summary>
    /// <param name="wordsOf">The words of a column; null for none.</param>
    internal Table WithMissing(Func<string, IReadOnlyList<string>?> wordsOf) =>
        new(_columns.Select(column => wordsOf(column.Name) is { } words ? WithMissing(column, new MissingWords(words, ignoresCase: column is NumericColumn)) : column), Name, _lines, Notes) { Csv = Csv };

    private Column WithMissing(Column column, MissingWords words)
    {
        if (column.Fault is not null) return column;
        int[] found = [.. Enumerable.Range(0, column.Count).Select(row => column.Text(row) is { } text ? words.Find(Encoding.UTF8.GetBytes(text)) : MissingWords.None)];
        if (Array.TrueForAll(found, static word => word == MissingWords.None)) return column;
        var counts = found.Where(static word => word != MissingWords.None).GroupBy(word => words[word]).ToDictionary(static group => group.Key, static group => group.Count());
        var origin = new ColumnOrigin(Name, counts);
        if (column is NumericColumn numbers) return NumericColumn.Owning(column.Name, [.. numbers.Owned.Select((value, row) => found[row] == MissingWords.None ? value : double.NaN)], origin, numbers.Spelling);
        return TextColumn.Owning(column.Name, [.. ((TextColumn)column).Values.ToArray().Select((text, row) => found[row] == MissingWords.None ? text : null)], origin);
    }
}
