using System.Globalization;
using System.Numerics;

namespace NumericsCore.Cli.Commands;

/// <summary>The numbers that an option may have.</summary>
/// <param name="Expected">What they are, for people.</param>
/// <param name="Contains">Whether a number is one of them; false for NaN and the infinities.</param>
internal sealed record NumberRange<T>(string Expected, Func<T, bool> Contains) where T : struct, INumber<T>;

internal static class NumberRange
{
    public static NumberRange<double> NotNegative { get; } = new("a number of at least 0", static x => x >= 0 && double.IsFinite(x));

    public static NumberRange<double> Positive { get; } = new("a number greater than 0", static x => x > 0 && double.IsFinite(x));

    public static NumberRange<double> UpToOne { get; } = new("a number from 0 to 1", static x => x is >= 0 and <= 1);

    public static NumberRange<double> BelowOne { get; } = new("a number of at least 0 and below 1", static x => x is >= 0 and < 1);

    public static NumberRange<double> Between0And1 { get; } = new("a number above 0 and below 1", static x => x is > 0 and < 1);

    public static NumberRange<int> Count(int atLeast) => Count(atLeast, int.MaxValue);

    public static NumberRange<int> Count(int atLeast, int atMost) => new(
        atMost == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {atLeast}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {atLeast} to {atMost}"),
        n => n >= atLeast && n <= atMost);

    public static NumberRange<ulong> Any { get; } = new("a whole number from 0 to 18446744073709551615", static _ => true);
}
