using System.Collections;
using System.Globalization;
using System.Numerics;

namespace NumericsCore.Data;

/// <summary>Collects values of .NET types for a column.</summary>
/// <param name="table">What messages call the table.</param>
/// <param name="name">The column.</param>
/// <param name="type">The type of the values; null where each has its own.</param>
internal sealed class ObjectColumn(string table, string name, Type? type)
{
    // a column without a value is one of numbers, unless its type says otherwise
    private readonly ValueColumn _values = new(table, name, type is not null && !IsNumber(Nullable.GetUnderlyingType(type) ?? type));

    /// <inheritdoc cref="ValueColumn.Note"/>
    public TableNote? Note => _values.Note;

    public void Add(object? value)
    {
        if (value is Enum) value = value.ToString();
        switch (value)
        {
            case null or DBNull: _values.AddMissing(); break;
            case double number: _values.Add(number); break;
            case float number: _values.Add((double)number); break;
            case Half number: _values.Add((double)number); break;
            case sbyte or byte or short or ushort or int or uint or long: _values.Add(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: _values.AddExact(number); break;
            case decimal number: _values.AddExact(number); break;
            case Int128 number: _values.AddExact(number); break;
            case UInt128 number: _values.AddExact(number); break;
            case BigInteger number: _values.AddExact(number); break;
            case bool truth: _values.Add(truth); break;
            case string text: _values.Add(text); break;
            case DateTime time: _values.Add(time); break;
            case DateTimeOffset time: _values.AddTime(IsoText.Of(time)); break;
            case DateOnly date: _values.Add(IsoText.Of(date)); break;
            case TimeOnly time: _values.Add(time.ToTimeSpan().TotalSeconds); break;
            case TimeSpan span: _values.Add(span.TotalSeconds); break;
            case IEnumerable: _values.AddUnusable(NameOf(value.GetType())); break;
            default: AddText(value); break;
        }
    }

    public Column Build() => _values.Build();

    private void AddText(object value)
    {
        string? text = Convert.ToString(value, CultureInfo.InvariantCulture);
        // what a type says that has no text of its own, and would make one class of all values
        if (text == value.GetType().ToString()) _values.AddUnusable(NameOf(value.GetType()));
        else _values.Add(text);
    }

    private static string NameOf(Type type)
    {
        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? type.Name : $"{type.Name[..mark]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }

    private static bool IsNumber(Type type) => !type.IsEnum && (type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Half)
        || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(BigInteger)
        || Type.GetTypeCode(type) is TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.Decimal));
}
