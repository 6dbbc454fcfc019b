using System.CommandLine;
using NumericsCore.Cli.Commands;

namespace NumericsCore.Cli.Help;

/// <summary>A command as somebody would type it.</summary>
/// <param name="Meaning">What it is for.</param>
/// <param name="Line">The arguments behind the tool's name.</param>
internal sealed record HelpExample(string Meaning, string Line);

/// <summary>A command of the tool with all that its help page shows.</summary>
/// <param name="name">Its last word.</param>
/// <param name="description">What it does.</param>
/// <param name="usage">The command on one line, without the tool's name.</param>
internal sealed class ToolCommand(string name, string description, string usage) : Command(name, description)
{
    private readonly SortedDictionary<HelpGroup, List<Option>> _groups = [];

    /// <summary>The command on one line, without the tool's name.</summary>
    public string Usage { get; } = usage;

    /// <summary>The option that takes settings from a file; null where there is none.</summary>
    public ConfigOption? Config { get; init; }

    /// <summary>Commands to begin with.</summary>
    public IReadOnlyList<HelpExample> Examples { get; init; } = [];

    /// <summary>The options by what they are about, each group in the order in which they were added.</summary>
    public IEnumerable<(HelpGroup Group, IReadOnlyList<Option> Options)> Groups => _groups.Select(static pair => (pair.Key, (IReadOnlyList<Option>)pair.Value));

    /// <summary>Adds options that are about the same.</summary>
    public void Add(HelpGroup group, params IEnumerable<Option> options)
    {
        if (!_groups.TryGetValue(group, out var list)) _groups[group] = list = [];
        foreach (var option in options)
        {
            Add(option);
            list.Add(option);
        }
    }
}
