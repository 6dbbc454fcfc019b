using Microsoft.Data.Analysis;
using NumericsCore.Data;

namespace NumericsCore.Columnar;

/// <summary>Tables of data frames.</summary>
public static class DataFrameExtensions
{
    /// <summary>
    /// A table of a data frame, its columns and rows in their order. Values become cells as in <see cref="Table.From{T}(IEnumerable{T}, string?)"/>; null is
    /// missing. The method <c>ToTable</c> of frames makes a table of System.Data. A column of vectors has a <see cref="Column.Fault"/>.
    /// </summary>
    /// <param name="frame">At least one row.</param>
    /// <param name="name">What error messages call the table.</param>
    /// <exception cref="TableException">There are no rows or no columns, or more rows than a table holds.</exception>
    public static Table ToNumericsTable(this DataFrame frame, string name = "DataFrame")
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(name);
        long rows = frame.Rows.Count;
        if (rows > Array.MaxLength) throw new TableException(FormattableString.Invariant($"it has {rows} rows; a table holds at most {Array.MaxLength}"), name);
        return Table.Of([.. frame.Columns.Select((column, place) => CellsOf(column, place, rows, name))], name);
    }

    private static ValueColumn CellsOf(DataFrameColumn column, int place, long rows, string table)
    {
        var cells = new ObjectColumn(table, string.IsNullOrWhiteSpace(column.Name) ? FormattableString.Invariant($"column {place + 1}") : column.Name, column.DataType);
        for (long row = 0; row < rows; row++) cells.Add(column[row]);
        return cells.Cells;
    }
}
