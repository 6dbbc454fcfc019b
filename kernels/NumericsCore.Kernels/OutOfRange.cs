using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Errors of arguments out of range. They hold the value as text, because .NET writes a number in the reader's culture.</summary>
internal static class OutOfRange
{
    /// <summary>An error whose message is the same in every culture.</summary>
    public static ArgumentOutOfRangeException Error<T>(string? name, T value, string message) => new(name, Text(value), message);

    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null) where T : INumberBase<T>
    {
        if (T.IsNegative(value)) Throw(value, "Expected 0 or more.", name);
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is less than another.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ThrowIfLessThan<T>(T value, T least, [CallerArgumentExpression(nameof(value))] string? name = null) where T : INumber<T>
    {
        if (value < least) Throw(value, $"Expected {Text(least)} or more.", name);
    }

    private static void Throw<T>(T value, string message, string? name) => throw Error(name, value, message);

    /// <summary>A value in the invariant culture; the number of what is none of an enumeration's values.</summary>
    private static string? Text<T>(T value) => value switch
    {
        Enum none when !Enum.IsDefined(typeof(T), none) => Convert.ToInt64(none, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
