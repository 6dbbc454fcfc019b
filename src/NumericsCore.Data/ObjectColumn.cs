using System.Globalization;

namespace NumericsCore.Data;

/// <summary>Collects values of .NET types for a column.</summary>
/// <param name="name">The column.</param>
/// <param name="type">The type of the values; null where each has its own.</param>
internal sealed class ObjectColumn(string name, Type? type)
{
    private readonly List<object?> _values = [];
    // a column without a value is one of numbers, unless its type says otherwise
    private bool _isText = type is not null && !IsNumber(Nullable.GetUnderlyingType(type) ?? type);

    public void Add(object? value)
    {
        if (value is DBNull) value = null;
        _values.Add(value);
        _isText |= value is not null && !IsNumber(value.GetType());
    }

    public Column Build() => _isText
        ? TextColumn.Owning(name, [.. _values.Select(static value => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null)])
        : NumericColumn.Owning(name, [.. _values.Select(static value => value is null ? double.NaN : Number(value))]);

    private static bool IsNumber(Type type) => !type.IsEnum && (type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Half)
        || Type.GetTypeCode(type) is TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.DateTime));

    private static double Number(object value) => value switch
    {
        DateTime date => (date - DateTime.UnixEpoch).TotalDays,
        DateTimeOffset date => (date.UtcDateTime - DateTime.UnixEpoch).TotalDays,
        DateOnly date => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        TimeOnly time => time.ToTimeSpan().TotalSeconds,
        TimeSpan span => span.TotalSeconds,
        Half half => (double)half,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };
}
