using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace NumericsCore.Columnar.Tests;

/// <summary>Writes made tables with Apache.Arrow.</summary>
internal static class ArrowFiles
{
    /// <summary>The bytes of a file or a stream.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="isStream">Whether it is a stream.</param>
    /// <param name="batchRows">How many rows a record batch has.</param>
    /// <param name="codec">How buffers are packed; null for not.</param>
    public static byte[] Write(SampleColumn[] columns, bool isStream, int batchRows = int.MaxValue, CompressionCodecType? codec = null)
    {
        int rows = columns[0].Cells.Length;
        List<RecordBatch> batches = [];
        for (int start = 0; start < rows; start += Math.Min(batchRows, rows))
        {
            SampleColumn[] part = [.. columns.Select(column => column with { Cells = [.. column.Cells.Skip(start).Take(batchRows)] })];
            IArrowArray[] arrays = [.. part.Select(ArrayOf)];
            batches.Add(new RecordBatch(new Schema([.. part.Select((column, c) => new Field(column.Name, arrays[c].Data.DataType, nullable: true))], metadata: null), arrays, part[0].Cells.Length));
        }

        return Write(batches, isStream, codec);
    }

    /// <inheritdoc cref="Write(SampleColumn[], bool, int, CompressionCodecType?)"/>
    public static byte[] Write(IReadOnlyList<RecordBatch> batches, bool isStream = false, CompressionCodecType? codec = null)
    {
        using var file = new MemoryStream();
        var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = codec is null ? null : new CompressionCodecFactory() };
        using (var writer = isStream ? new ArrowStreamWriter(file, batches[0].Schema, leaveOpen: true, options) : new ArrowFileWriter(file, batches[0].Schema, leaveOpen: true, options))
        {
            foreach (var batch in batches) writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return file.ToArray();
    }

    private static IArrowArray ArrayOf(SampleColumn column)
    {
        switch (column.Kind)
        {
            case SampleKind.Double: return Fill(new DoubleArray.Builder(), column, static (builder, cell) => builder.Append((double)cell), static builder => builder.AppendNull()).Build();
            case SampleKind.Integer or SampleKind.LargeInteger: return Fill(new Int64Array.Builder(), column, static (builder, cell) => builder.Append((long)cell), static builder => builder.AppendNull()).Build();
            case SampleKind.Decimal: return Fill(new Decimal128Array.Builder(new Decimal128Type(20, SampleColumn.Scale)), column, static (builder, cell) => builder.Append((decimal)cell), static builder => builder.AppendNull()).Build();
            case SampleKind.Truth: return Fill(new BooleanArray.Builder(), column, static (builder, cell) => builder.Append((bool)cell), static builder => builder.AppendNull()).Build();
            case SampleKind.Text: return Fill(new StringArray.Builder(), column, static (builder, cell) => builder.Append((string)cell), static builder => builder.AppendNull()).Build();
            case SampleKind.Date: return Fill(new Date32Array.Builder(), column, static (builder, cell) => builder.Append((DateOnly)cell), static builder => builder.AppendNull()).Build();
            default:
                var type = new TimestampType(TimeUnit.Microsecond, column.Kind == SampleKind.Instant ? "UTC" : null);
                return Fill(new TimestampArray.Builder(type), column, static (builder, cell) => builder.Append(new DateTimeOffset(((DateTime)cell).Ticks, TimeSpan.Zero)), static builder => builder.AppendNull()).Build();
        }
    }

    private static TBuilder Fill<TBuilder>(TBuilder builder, SampleColumn column, Action<TBuilder, object> append, Action<TBuilder> appendNull)
    {
        foreach (object? cell in column.Cells)
        {
            if (cell is null) appendNull(builder);
            else append(builder, cell);
        }

        return builder;
    }
}
