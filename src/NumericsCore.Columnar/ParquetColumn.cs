using NumericsCore.Data;
using Parquet;
using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;
using PhysicalType = Parquet.Meta.Type;

namespace NumericsCore.Columnar;

/// <summary>
/// A column of a Parquet file. Integers and bytes are read as they are stored, and here become what the schema says that they mean: Parquet.Net knows fewer
/// encodings of dates and decimals than of integers, and no nanoseconds.
/// </summary>
internal sealed class ParquetColumn
{
    private readonly Field _field;
    private readonly Action<RawColumnData>? _add;

    /// <param name="field">The column in the schema of the file.</param>
    /// <param name="begin">Begins the cells, of text or of numbers where there is no value.</param>
    public ParquetColumn(Field field, Func<bool, ValueColumn> begin)
    {
        _field = field;
        Cells = begin(IsText(field) || IsDate(field));
        (Stored, _add) = field is DataField { IsArray: false } data ? Plan(data) : (null, null);
        IsRead = Stored is not null;
    }

    /// <summary>The cells so far.</summary>
    public ValueColumn Cells { get; }

    /// <summary>What is read of the file; null for a column that no table can hold.</summary>
    public DataField? Stored { get; }

    /// <summary>Whether the column can be read, so far.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Reads a group of rows.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer values than rows, or its pages are not where they should be.</exception>
    public async Task ReadAsync(ParquetRowGroupReader rows, Stream file)
    {
        if (rows.GetMetadata(Stored!)?.MetaData is not { } metadata) throw new InvalidDataException($"a group of rows has no column '{_field.Name}'");
        ParquetLayout.CheckPages(file, metadata);
        int count = Cells.Count;
        try
        {
            using var values = await rows.ReadRawColumnDataBaseAsync(Stored!).ConfigureAwait(false);
            _add!(values);
        }
        catch (NotSupportedException e)
        {
            Cells.SetProblem($"it is stored in a way that is not read: {e.Message}");
            IsRead = false;
            return;
        }

        if (Cells.Count != count + rows.RowCount) throw new InvalidDataException(FormattableString.Invariant($"column '{_field.Name}' has {Cells.Count - count} values in {rows.RowCount} rows"));
    }

    /// <summary>Ends a column that is not read.</summary>
    public void Complete(int count)
    {
        if (IsRead) return;
        string type = TypeOf(_field);
        while (Cells.Count < count) Cells.AddUnusable(type);
    }

    private (DataField?, Action<RawColumnData>?) Plan(DataField field)
    {
        var element = field.SchemaElement!;
        string name = field.Name;
        bool nullable = field.IsNullable;
        return element.Type switch
        {
            PhysicalType.BOOLEAN => (new DataField<bool>(name, nullable), data => Add<bool>(data, Cells.Add)),
            PhysicalType.FLOAT => (new DataField<float>(name, nullable), data => Add<float>(data, value => Cells.Add((double)value))),
            PhysicalType.DOUBLE => (new DataField<double>(name, nullable), data => Add<double>(data, Cells.Add)),
            PhysicalType.INT32 => IntegerCell(field, element) is { } cell ? (new DataField<int>(name, nullable), data => Add<int>(data, value => cell(value))) : (null, null),
            PhysicalType.INT64 => IntegerCell(field, element) is { } cell ? (new DataField<long>(name, nullable), data => Add<long>(data, cell)) : (null, null),
            PhysicalType.BYTE_ARRAY when IsText(field) => (new DataField(name, typeof(byte[]), nullable), data => Add<ReadOnlyMemory<byte>>(data, value => Cells.AddText(value.Span))),
            // no zone: Impala writes the clock, Spark UTC
            PhysicalType.INT96 => (new DateTimeDataField(name, DateTimeFormat.Impala, isNullable: nullable), data => Add<DateTime>(data, value => Cells.Add(DateTime.SpecifyKind(value, DateTimeKind.Unspecified)))),
            _ when field.ClrType == typeof(Guid) => (new DataField<Guid>(name, nullable), data => Add<Guid>(data, value => Cells.Add(value.ToString()))),
            _ when field is DecimalDataField exact => (new DecimalDataField(name, exact.Precision, exact.Scale, isNullable: nullable, clrType: typeof(BigDecimal)), data => Add<BigDecimal>(data, AddBigDecimal)),
            _ => (null, null),
        };
    }

    private void AddBigDecimal(BigDecimal value) => Cells.AddExact(System.Text.Encoding.ASCII.GetBytes(value.ToString()));

    /// <summary>Adds the cell of an integer by what the schema says that it means; null where that is nothing known.</summary>
    private Action<long>? IntegerCell(DataField field, SchemaElement element)
    {
        var logical = element.LogicalType;
        if (field is DecimalDataField { Scale: >= 0 and <= TypedCells.MaxScale } exact) return value => Cells.AddDecimal(value, exact.Scale);
        if (field is DecimalDataField) return null;
        if (logical?.TIMESTAMP is { } stamp) return Timestamp(PerSecond(stamp.Unit), stamp.IsAdjustedToUTC);
        if (logical?.TIME is { } time) return Seconds(PerSecond(time.Unit));
        return element.ConvertedType switch
        {
            _ when logical?.DATE is not null => Cells.AddDate,
            ConvertedType.DATE => Cells.AddDate,
            ConvertedType.TIMESTAMP_MILLIS => Timestamp(1_000, isUtc: true),
            ConvertedType.TIMESTAMP_MICROS => Timestamp(1_000_000, isUtc: true),
            ConvertedType.TIME_MILLIS => Seconds(1_000),
            ConvertedType.TIME_MICROS => Seconds(1_000_000),
            ConvertedType.UINT_64 => value => Cells.AddExact((ulong)value),
            ConvertedType.UINT_32 => value => Cells.Add((long)(uint)value),
            _ when logical?.INTEGER is { IsSigned: false } whole => whole.BitWidth == 64 ? value => Cells.AddExact((ulong)value) : value => Cells.Add((long)(uint)value),
            _ => Cells.Add,
        };
    }

    private Action<long> Timestamp(long perSecond, bool isUtc) => value => Cells.AddTimestamp(value, perSecond, isUtc);

    private Action<long> Seconds(long perSecond) => value => Cells.Add((double)value / perSecond);

    private static long PerSecond(TimeUnit unit) => unit switch
    {
        { NANOS: not null } => 1_000_000_000,
        { MICROS: not null } => 1_000_000,
        _ => 1_000,
    };

    /// <summary>Adds the values, and where there is a 0 among the definition levels a missing one.</summary>
    private void Add<T>(RawColumnData data, Action<T> add) where T : struct
    {
        var values = ((RawColumnData<T>)data).Values;
        if (!Stored!.IsNullable)
        {
            foreach (var value in values) add(value);
            return;
        }

        int next = 0;
        foreach (int level in data.DefinitionLevels)
        {
            if (level == 0) Cells.AddMissing();
            else add(values[next++]);
        }
    }

    private static bool IsText(Field field) => field is DataField { IsArray: false, SchemaElement: { Type: PhysicalType.BYTE_ARRAY } element }
        && (element.ConvertedType is ConvertedType.UTF8 or ConvertedType.ENUM or ConvertedType.JSON || element.LogicalType is { } logical && (logical.STRING ?? logical.ENUM ?? (object?)logical.JSON) is not null);

    private static bool IsDate(Field field) => field is DataField { SchemaElement: { } element }
        && (element.ConvertedType is ConvertedType.DATE or ConvertedType.TIMESTAMP_MILLIS or ConvertedType.TIMESTAMP_MICROS || (element.LogicalType?.DATE ?? (object?)element.LogicalType?.TIMESTAMP) is not null);

    /// <summary>What messages call the type of a column.</summary>
    private static string TypeOf(Field field) => field switch
    {
        DataField { IsArray: true } => "list",
        DataField { SchemaElement: { } element } => element.ConvertedType?.ToString() ?? element.Type?.ToString() ?? "unknown",
        ListField list => $"list of {TypeOf(list.Item)}",
        _ => field.SchemaType.ToString().ToLowerInvariant(),
    };
}
