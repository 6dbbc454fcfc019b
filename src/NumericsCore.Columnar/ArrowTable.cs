using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using NumericsCore.Data;

namespace NumericsCore.Columnar;

/// <summary>Reads files and streams of Arrow IPC.</summary>
internal static class ArrowTable
{
    /// <summary>The table of a file or a stream.</summary>
    /// <exception cref="TableException">There is no such column, or there are no rows.</exception>
    public static Table Read(Stream stream, string name, IReadOnlyList<string> chosen, bool isStream)
    {
        using ArrowStreamReader reader = isStream
            ? new ArrowStreamReader(stream, new CompressionCodecFactory(), leaveOpen: true)
            : new ArrowFileReader(stream, allocator: null, new CompressionCodecFactory(), leaveOpen: true);
        var schema = reader.Schema;
        int[] places = ColumnNaming.Choose([.. schema.FieldsList.Select(static field => field.Name)], chosen, name);
        ValueColumn[] columns = [.. places.Select(at => ColumnNaming.Begin(name, schema.FieldsList[at].Name, at, ArrowCells.IsText(schema.FieldsList[at].DataType)))];
        // those with values first: in a broken file they show that there are fewer rows than it says
        int[] order = [.. Enumerable.Range(0, columns.Length).OrderBy(c => ArrowCells.IsUnusable(schema.FieldsList[places[c]].DataType))];
        int rows = 0;
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                rows += batch.Length;
                foreach (int c in order)
                {
                    ArrowCells.Add(columns[c], batch.Column(places[c]));
                    if (columns[c].Count != rows) throw new InvalidDataException(FormattableString.Invariant($"column {places[c] + 1} has {columns[c].Count} values in {rows} rows"));
                }
            }
        }

        return Table.Of(columns, name);
    }
}
