using NumericsCore.Data;
using Parquet;
using Parquet.Schema;

namespace NumericsCore.Columnar;

/// <summary>Reads Parquet.</summary>
internal static class ParquetTable
{
    /// <summary>The table of a file.</summary>
    /// <exception cref="TableException">There is no such column, or there are no rows.</exception>
    public static Table Read(Stream stream, string name, IReadOnlyList<string> chosen) =>
        // on a thread without a context that would wait for this one
        Task.Run(() => ReadAsync(stream, name, chosen)).GetAwaiter().GetResult();

    private static async Task<Table> ReadAsync(Stream stream, string name, IReadOnlyList<string> chosen)
    {
        ParquetLayout.CheckFooter(stream);
        stream.Position = 0;
        // a .NET decimal has too few digits for all that Parquet holds
        await using var reader = await ParquetReader.CreateAsync(new BoundedStream(stream), new ParquetOptions { UseBigDecimal = true }).ConfigureAwait(false);
        var fields = reader.Schema.Fields;
        ParquetColumn[] columns =
        [
            .. ColumnNaming.Choose([.. fields.Select(static field => field.Name)], chosen, name)
                .Select(at => new ParquetColumn(fields[at], isText => ColumnNaming.Begin(name, fields[at].Name, at, isText))),
        ];
        // which gives each its place
        _ = new ParquetSchema(columns.Select(static column => column.Stored).OfType<Field>());
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            foreach (var column in columns.Where(static column => column.IsRead)) await column.ReadAsync(rows, stream).ConfigureAwait(false);
        }

        long count = columns.FirstOrDefault(static column => column.IsRead)?.Cells.Count ?? reader.Metadata!.RowGroups.Sum(static group => group.NumRows);
        if (count > Array.MaxLength) throw new TableException(FormattableString.Invariant($"it has {count} rows; a table holds at most {Array.MaxLength}"), name);
        foreach (var column in columns) column.Complete((int)count);
        return Table.Of([.. columns.Select(static column => column.Cells)], name);
    }
}
