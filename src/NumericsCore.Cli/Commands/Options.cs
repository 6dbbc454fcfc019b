using System.CommandLine;

namespace NumericsCore.Cli.Commands;

/// <summary>The kinds of option that take no number.</summary>
internal static class Options
{
    /// <summary>One of a few words, in lower case.</summary>
    public static Option<string> Choice(string name, string description, string defaultValue, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => defaultValue };
        return option.AcceptOnlyFromAmong(words);
    }

    /// <summary>One of the values of an enumeration, by its name in lower case.</summary>
    public static Option<string> Choice<TEnum>(string name, string description, TEnum defaultValue) where TEnum : struct, Enum =>
        Choice(name, description, Word(defaultValue), [.. Enum.GetValues<TEnum>().Select(Word)]);

    /// <summary>The value of an option made by <see cref="Choice{TEnum}"/>.</summary>
    public static TEnum Read<TEnum>(this Option<string> choice, ParseResult parsed) where TEnum : struct, Enum =>
        Enum.Parse<TEnum>(parsed.GetRequiredValue(choice), ignoreCase: true);

    /// <summary>An option that is given or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>A value's name as options and reports write it.</summary>
    public static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}
