using System.CommandLine;
using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Commands;

/// <summary>The option that gives values of another option to try.</summary>
internal static class TryOption
{
    private const string Name = "--try";

    // whose values have commas
    private static readonly string[] s_lists = ["--layers", "--transform", "--encode"];

    public static Option<string[]> Create() => new(Name)
    {
        Description = "An option and the values of it to try, such as learning-rate=0.001,0.01. Values of layers, transform and encode, which have commas, stand behind semicolons, or in a --try of their own: layers=64,32 and layers=128. May be given several times.",
        HelpName = "OPTION=VALUE,...",
        Required = true,
    };

    /// <summary>The options to try, each with its values in the order given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">What <see cref="Create"/> gave.</param>
    /// <param name="known">Options that can be tried.</param>
    /// <exception cref="InputException">It is no such option, has no values or one of them twice, or is given as an option too.</exception>
    public static IReadOnlyList<(Option Option, IReadOnlyList<string> Values)> Read(ParseResult parsed, Option<string[]> option, IReadOnlyList<Option> known)
    {
        var tried = new OrderedDictionary<Option, List<string>>();
        foreach (string text in parsed.GetRequiredValue(option))
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            string name = $"--{(at < 0 ? text : text[..at]).TrimStart('-')}";
            var chosen = known.FirstOrDefault(candidate => candidate.Name == name) ?? throw Unknown(text, name, known);
            if (parsed.GetResult(chosen) is { Implicit: false }) throw new InputException($"{Name} is '{text}', but {name} is given too; expected one of both");
            string[] values = at < 0 ? [] : text[(at + 1)..].Split(s_lists.Contains(name) ? ';' : ',', StringSplitOptions.TrimEntries);
            if (values.Length == 0 || values.Contains("")) throw new InputException($"{Name} is '{text}'; expected values behind '=', such as {name[2..]}=VALUE{(s_lists.Contains(name) ? ';' : ',')}VALUE");
            if (!tried.TryGetValue(chosen, out var list)) tried.Add(chosen, list = []);
            foreach (string value in values)
            {
                if (list.Contains(value)) throw new InputException($"{Name} has {name[2..]}={value} twice; expected it once");
                list.Add(value);
            }
        }

        return [.. tried.Select(static pair => (pair.Key, (IReadOnlyList<string>)pair.Value))];
    }

    private static InputException Unknown(string text, string name, IReadOnlyList<Option> known)
    {
        string[] names = [.. known.Select(static option => option.Name[2..])];
        return new($"{Name} is '{text}'; expected one of {string.Join(", ", names)}, with values behind '='{(NearestName.Of(name[2..], names) is { } nearest ? $"; did you mean '{nearest}'?" : "")}");
    }
}
