using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace NumericsCore.Cli.Commands;

/// <summary>
/// An option that takes a number in the invariant culture. Text that is no number is bad usage; a number out of its range is bad input,
/// which <see cref="Read"/> reports.
/// </summary>
internal sealed class NumberOption<T> : Option<T?> where T : struct, INumber<T>
{
    private readonly NumberRange<T> _range;

    public NumberOption(string name, string description, NumberRange<T> range, T? defaultValue = null) : base(name)
    {
        _range = range;
        Description = description;
        HelpName = typeof(T) == typeof(double) ? "X" : "N";
        CustomParser = result => Parse(result, name);
        if (defaultValue is not null) DefaultValueFactory = _ => defaultValue;
    }

    /// <summary>The number; null where none was given and there is no default.</summary>
    /// <exception cref="InputException">It is out of its range.</exception>
    public T? Read(ParseResult parsed)
    {
        T? value = parsed.GetValue(this);
        if (value is { } number && !_range.Contains(number))
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Name} is {number}; expected {_range.Expected}"));
        return value;
    }

    /// <summary>The number of an option that has a default.</summary>
    /// <exception cref="InputException">It is out of its range.</exception>
    public T Value(ParseResult parsed) => Read(parsed)!.Value;

    /// <summary>The number while the command line is still being checked: null where none was given, or no number.</summary>
    public T? Peek(CommandResult command) => command.GetResult(this)?.Tokens is [var token] && TryParse(token.Value, out T number) ? number : null;

    private static T? Parse(ArgumentResult result, string option)
    {
        string text = result.Tokens[0].Value;
        if (TryParse(text, out T number)) return number;
        result.AddError($"'{text}' is not a {(typeof(T) == typeof(double) ? "number" : "whole number")} that {option} can be.");
        return null;
    }

    // Without thousands separators, so that a decimal comma is an error and not a factor of a thousand.
    private static bool TryParse(string text, out T number) => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
