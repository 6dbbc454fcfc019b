using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using NumericsCore.Data;

namespace NumericsCore.Columnar;

/// <summary>Adds the values of Arrow's arrays to columns.</summary>
internal static class ArrowCells
{
    private const int MaxPrecision = 76;

    /// <summary>Adds all values of an array.</summary>
    public static void Add(ValueColumn column, IArrowArray array)
    {
        var add = CellOf(column, array);
        for (int row = 0; row < array.Length; row++) add(row);
    }

    /// <summary>Whether a column of this type that has no value is one of text.</summary>
    public static bool IsText(IArrowType type) => type switch
    {
        DictionaryType dictionary => IsText(dictionary.ValueType),
        RunEndEncodedType runs => IsText(runs.ValuesDataType),
        ExtensionType extension => IsText(extension.StorageType),
        StringType or LargeStringType or StringViewType or DateType or TimestampType => true,
        _ => false,
    };

    /// <summary>Whether no table can hold the values of a type, or there are none.</summary>
    public static bool IsUnusable(IArrowType type) => type is NullType or NestedType or BinaryType or LargeBinaryType or BinaryViewType or FixedSizeBinaryType or IntervalType;

    /// <summary>What adds the value of a row.</summary>
    private static Action<int> CellOf(ValueColumn column, IArrowArray array) => array switch
    {
        NullArray => _ => column.AddMissing(),
        DictionaryArray dictionary => Through(column, dictionary.Dictionary, IndexOf(dictionary.Indices)),
        RunEndEncodedArray runs => Through(column, runs.Values, row => runs.FindPhysicalIndex(row)),
        GuidArray guids => row => column.Add(guids.GetGuid(row)?.ToString()),
        Bool8Array truths => Valid(column, truths, row => column.Add(truths.GetValue(row)!.Value)),
        ExtensionArray extension => CellOf(column, extension.Storage),
        _ => Valid(column, array, ValueOf(column, array)),
    };

    private static Action<int> ValueOf(ValueColumn column, IArrowArray array) => array switch
    {
        BooleanArray a => row => column.Add(a.GetValue(row)!.Value),
        DoubleArray a => row => column.Add(a.Values[row]),
        FloatArray a => row => column.Add((double)a.Values[row]),
        HalfFloatArray a => row => column.Add((double)a.GetValue(row)!.Value),
        UInt64Array a => row => column.AddExact(a.Values[row]),
        TimestampArray { Data.DataType: TimestampType type } a => row => column.AddTimestamp(a.Values[row], PerSecond(type.Unit), HasZone(type)),
        Date32Array a => row => column.AddDate(a.Values[row]),
        Date64Array a => row => column.AddTimestamp(a.Values[row], 1_000, isUtc: false),
        Time32Array { Data.DataType: Time32Type type } a => row => column.Add((double)a.Values[row] / PerSecond(type.Unit)),
        Time64Array { Data.DataType: Time64Type type } a => row => column.Add((double)a.Values[row] / PerSecond(type.Unit)),
        DurationArray { Data.DataType: DurationType type } a => row => column.Add((double)a.Values[row] / PerSecond(type.Unit)),
        Decimal32Array a => Exact(column, a.Precision, a.Scale, a.GetString),
        Decimal64Array a => Exact(column, a.Precision, a.Scale, a.GetString),
        Decimal128Array a => Exact(column, a.Precision, a.Scale, a.GetString),
        Decimal256Array a => Exact(column, a.Precision, a.Scale, a.GetString),
        StringArray a => row => column.AddText(a.GetBytes(row)),
        LargeStringArray a => row => column.AddText(a.GetBytes(row)),
        StringViewArray a => row => column.AddText(a.GetBytes(row)),
        _ => IntegerOf(array) is { } integer ? row => column.Add(integer(row)) : Unusable(column, array.Data.DataType),
    };

    private static Func<int, long>? IntegerOf(IArrowArray array) => array switch
    {
        Int8Array a => row => a.Values[row],
        Int16Array a => row => a.Values[row],
        Int32Array a => row => a.Values[row],
        Int64Array a => row => a.Values[row],
        UInt8Array a => row => a.Values[row],
        UInt16Array a => row => a.Values[row],
        UInt32Array a => row => a.Values[row],
        _ => null,
    };

    private static Func<int, int?> IndexOf(IArrowArray indices)
    {
        Func<int, long> index = indices is UInt64Array wide ? row => checked((long)wide.Values[row])
            : IntegerOf(indices) ?? throw new InvalidDataException($"a dictionary has indices of type {indices.Data.DataType.Name}");
        return row => indices.IsNull(row) ? null : checked((int)index(row));
    }

    /// <summary>Adds a value of other values by its index; null is missing.</summary>
    private static Action<int> Through(ValueColumn column, IArrowArray values, Func<int, int?> indexOf)
    {
        var add = CellOf(column, values);
        return row =>
        {
            int? index = indexOf(row);
            if (index is null) column.AddMissing();
            else if (index < 0 || index >= values.Length) throw new InvalidDataException(FormattableString.Invariant($"index {index} is beyond the {values.Length} values of a dictionary"));
            else add(index.Value);
        };
    }

    private static Action<int> Valid(ValueColumn column, IArrowArray array, Action<int> add) => row =>
    {
        if (array.IsNull(row)) column.AddMissing();
        else add(row);
    };

    private static Action<int> Exact(ValueColumn column, int precision, int scale, Func<int, string?> text)
    {
        // Arrow lays as many digits on the stack as a broken file says
        if (precision is < 1 or > MaxPrecision || scale < 0 || scale > precision) throw new InvalidDataException(FormattableString.Invariant($"a decimal has {precision} digits, and {scale} of them behind the point"));
        return row => column.AddExact(Encoding.ASCII.GetBytes(text(row)!));
    }

    private static Action<int> Unusable(ValueColumn column, IArrowType type)
    {
        string name = NameOf(type);
        return _ => column.AddUnusable(name);
    }

    private static string NameOf(IArrowType type) => type is ListType list ? $"list of {NameOf(list.ValueDataType)}" : type.Name;

    // the values are in UTC, whatever zone they are shown in
    private static bool HasZone(TimestampType type) => !string.IsNullOrEmpty(type.Timezone);

    private static long PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1_000,
        TimeUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };
}
