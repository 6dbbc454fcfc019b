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

    /// <summary>The word that was given.</summary>
    /// <exception cref="InputException">The name of an option stands in its place, which the parser's own check lets pass.</exception>
    public static string Word(this Option<string> choice, ParseResult parsed, IEnumerable<string> words)
    {
        string word = parsed.GetRequiredValue(choice);
        return words.Contains(word) ? word : throw new InputException($"{choice.Name} is '{word}'; expected one of {string.Join(", ", words)}");
    }

    /// <summary>One of the values of an enumeration, by its name in lower case.</summary>
    public static Option<string> Choice<TEnum>(string name, string description, TEnum defaultValue) where TEnum : struct, Enum =>
        Choice(name, description, Word(defaultValue), [.. Enum.GetValues<TEnum>().Select(Word)]);

    /// <summary>The value of an option made by <see cref="Choice{TEnum}"/>.</summary>
    public static TEnum Read<TEnum>(this Option<string> choice, ParseResult parsed) where TEnum : struct, Enum =>
        Enum.Parse<TEnum>(choice.Word(parsed, Enum.GetValues<TEnum>().Select(Word)), ignoreCase: true);

    /// <summary>An option that is given or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>A value's name as options and reports write it.</summary>
    public static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}
