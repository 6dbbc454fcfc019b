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
    /// <summary>The cells so far; without a value those of numbers, unless the type says otherwise.</summary>
    public ValueColumn Cells { get; } = new(table, name, type is not null && !IsNumber(Nullable.GetUnderlyingType(type) ?? type));

    public void Add(object? value)
    {
        if (value is Enum) value = value.ToString();
        switch (value)
        {
            case null or DBNull: Cells.AddMissing(); break;
            case double number: Cells.Add(number); break;
            case float number: Cells.Add((double)number); break;
            case Half number: Cells.Add((double)number); break;
            case sbyte or byte or short or ushort or int or uint or long: Cells.Add(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: Cells.AddExact(number); break;
            case decimal number: Cells.AddExact(number); break;
            case Int128 number: Cells.AddExact(number); break;
            case UInt128 number: Cells.AddExact(number); break;
            case BigInteger number: Cells.AddExact(number); break;
            case bool truth: Cells.Add(truth); break;
            case string text: Cells.Add(text); break;
            case DateTime time: Cells.Add(time); break;
            case DateTimeOffset time: Cells.AddTime(IsoText.Of(time)); break;
            case DateOnly date: Cells.Add(IsoText.Of(date)); break;
            case TimeOnly time: Cells.Add(time.ToTimeSpan().TotalSeconds); break;
            case TimeSpan span: Cells.Add(span.TotalSeconds); break;
            case IEnumerable: Cells.AddUnusable(NameOf(value.GetType())); break;
            default: AddText(value); break;
        }
    }

    private void AddText(object value)
    {
        string? text = Convert.ToString(value, CultureInfo.InvariantCulture);
        // what a type says that has no text of its own, and would make one class of all values
        if (text == value.GetType().ToString()) Cells.AddUnusable(NameOf(value.GetType()));
        else Cells.Add(text);
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
