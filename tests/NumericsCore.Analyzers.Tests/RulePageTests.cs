using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers.Tests;

/// <summary>Rules, page and release notes name the same.</summary>
public partial class RulePageTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> s_rules = [.. Analysis.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)];

    [Fact]
    public void The_page_has_a_section_for_each_rule_with_its_title_and_severity()
    {
        string page = Repository.Read("docs/analyzers.md");
        var sections = Section().Matches(page).Select(static match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
        Assert.Equal(s_rules.Select(static rule => (rule.Id, rule.DefaultSeverity == DiagnosticSeverity.Info ? "Suggestion" : rule.DefaultSeverity.ToString(), rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture))), sections);
        Assert.All(s_rules, static rule => Assert.Equal("docs/analyzers.md#" + rule.Id.ToLowerInvariant(), rule.HelpLinkUri));
    }

    [Fact]
    public void The_releases_list_each_rule()
    {
        string releases = Repository.Read("src/NumericsCore.Analyzers/AnalyzerReleases.Shipped.md") + Repository.Read("src/NumericsCore.Analyzers/AnalyzerReleases.Unshipped.md");
        Assert.Equal(s_rules.Select(static rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), releases.Split('\n').Where(static line => line.StartsWith("NC", StringComparison.Ordinal)).Select(static line => line.Trim()));
    }

    [GeneratedRegex("^## (NC[FP][0-9]{4})\n\n([A-Z][a-z]+): ([^\n]+)\\.\n", RegexOptions.Multiline)]
    private static partial Regex Section();
}
