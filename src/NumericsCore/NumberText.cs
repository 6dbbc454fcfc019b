using System.Globalization;

namespace NumericsCore;

/// <summary>
/// How the real numbers of a text are written. Without a format the text is the same in every culture, whatever the provider: writers such as
/// the console's pass the current culture unasked. With a format its numbers follow the provider, and are invariant without one.
/// </summary>
internal readonly struct NumberText
{
    private readonly string? _format;
    private readonly IFormatProvider _provider;

    /// <param name="format">A standard or custom format of .NET for real numbers; null or empty for the usual text.</param>
    /// <param name="provider">The culture; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public NumberText(string? format, IFormatProvider? provider)
    {
        IsUsual = string.IsNullOrEmpty(format);
        _format = IsUsual ? null : format;
        _provider = IsUsual || provider is null ? CultureInfo.InvariantCulture : provider;
        try
        {
            Of(1.0);
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{format}' is no format of real numbers; expected one such as F3, G6 or 0.00.", e);
        }
    }

    /// <summary>Whether no format was asked for.</summary>
    public bool IsUsual { get; }

    /// <summary>What stands between two numbers: a comma, or a semicolon where commas are decimal points.</summary>
    public string Separator => NumberFormatInfo.GetInstance(_provider).NumberDecimalSeparator == "," ? "; " : ", ";

    /// <summary>A number in the format, or in the usual one.</summary>
    public string Of(double value, string? usual = null) => value.ToString(_format ?? usual, _provider);

    /// <inheritdoc cref="Of(double, string?)"/>
    public string Of(float value, string? usual = null) => value.ToString(_format ?? usual, _provider);

    /// <summary>A count, which the format of real numbers is not for.</summary>
    public string Of(long count) => count.ToString(_provider);
}
