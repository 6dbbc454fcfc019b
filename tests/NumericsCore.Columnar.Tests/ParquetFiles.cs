using Parquet;
using Parquet.Schema;

namespace NumericsCore.Columnar.Tests;

/// <summary>Writes made tables with Parquet.Net.</summary>
internal static class ParquetFiles
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="groupRows">How many rows a row group has.</param>
    /// <param name="codec">How pages are packed.</param>
    public static async Task<byte[]> WriteAsync(SampleColumn[] columns, int groupRows = int.MaxValue, CompressionMethod codec = CompressionMethod.Snappy)
    {
        DataField[] fields = [.. columns.Select(FieldOf)];
        using var file = new MemoryStream();
        int rows = columns[0].Cells.Length;
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file, new ParquetOptions { CompressionMethod = codec }))
        {
            for (int start = 0; start < rows; start += Math.Min(groupRows, rows))
            {
                using var group = writer.CreateRowGroup();
                for (int c = 0; c < fields.Length; c++)
                    await WriteAsync(group, fields[c], columns[c] with { Cells = [.. columns[c].Cells.Skip(start).Take(groupRows)] });
            }
        }

        return file.ToArray();
    }

    private static DataField FieldOf(SampleColumn column) => column.Kind switch
    {
        SampleKind.Double => new DataField<double>(column.Name, true),
        SampleKind.Integer or SampleKind.LargeInteger => new DataField<long>(column.Name, true),
        SampleKind.Decimal => new DecimalDataField(column.Name, 20, SampleColumn.Scale, isNullable: true),
        SampleKind.Truth => new DataField<bool>(column.Name, true),
        SampleKind.Text => new DataField<string>(column.Name, true),
        SampleKind.Date => new DataField<DateOnly>(column.Name, true),
        var kind => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: kind == SampleKind.Instant, unit: DateTimeTimeUnit.Micros, isNullable: true),
    };

    private static async Task WriteAsync(ParquetRowGroupWriter group, DataField field, SampleColumn column)
    {
        switch (column.Kind)
        {
            case SampleKind.Double: await group.WriteAsync<double>(field, column.As<double>()); break;
            case SampleKind.Integer or SampleKind.LargeInteger: await group.WriteAsync<long>(field, column.As<long>()); break;
            case SampleKind.Decimal: await group.WriteAsync<decimal>(field, column.As<decimal>()); break;
            case SampleKind.Truth: await group.WriteAsync<bool>(field, column.As<bool>()); break;
            case SampleKind.Text: await group.WriteAsync(field, [.. column.Cells.Select(static cell => (string?)cell)]); break;
            case SampleKind.Date: await group.WriteAsync<DateOnly>(field, column.As<DateOnly>()); break;
            default: await group.WriteAsync<DateTime>(field, column.As<DateTime>()); break;
        }
    }
}
