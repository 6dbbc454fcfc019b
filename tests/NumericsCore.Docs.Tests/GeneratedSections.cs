using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests;

/// <summary>The parts of a page between the comments <c>generated: name</c> and <c>/generated</c>.</summary>
internal static partial class GeneratedSections
{
    /// <summary>The names of the parts, in order.</summary>
    public static IReadOnlyList<string> Names(string page) => [.. Section().Matches(page).Select(static match => match.Groups["name"].Value)];

    /// <summary>The page with every part written anew.</summary>
    /// <param name="page">The page, with LF line ends.</param>
    /// <param name="write">The text of a part by its name.</param>
    public static string Replace(string page, Func<string, string> write) =>
        Section().Replace(page, match => $"{match.Groups["open"].Value}\n\n{write(match.Groups["name"].Value)}\n\n<!-- /generated -->");

    [GeneratedRegex("^(?<open><!-- generated: (?<name>[a-z0-9-]+) -->)\n(.*?\n)??<!-- /generated -->$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
