using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests.Markdown;

/// <summary>The links of a page that point into the repository.</summary>
internal static partial class MarkdownLinks
{
    /// <summary>What is wrong with the page's relative links, one message each: no such file, or no such heading.</summary>
    public static IEnumerable<string> Broken(MarkdownPage page) =>
        from line in page.Prose()
        from Match link in InlineLink().Matches(line.Text).Concat(LinkDefinition().Matches(line.Text))
        let target = Uri.UnescapeDataString(link.Groups["target"].Value)
        where !Scheme().IsMatch(target)
        let problem = Problem(page, target)
        where problem is not null
        select $"{page.Path}:{line.Line}: the link to '{target}' {problem}";

    private static string? Problem(MarkdownPage page, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = page.Path;
        if (parts[0].Length > 0)
        {
            string folder = System.IO.Path.GetDirectoryName(page.Path) ?? "";
            path = System.IO.Path.GetRelativePath(Repository.Root, Repository.FullPath(System.IO.Path.Combine(folder, parts[0]))).Replace('\\', '/');
            if (parts[0].StartsWith('/') || path.StartsWith("..", StringComparison.Ordinal))
            {
                return "leaves the repository.";
            }

            if (!File.Exists(Repository.FullPath(path)) && !Directory.Exists(Repository.FullPath(path)))
            {
                return "points to no file.";
            }
        }

        if (parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal))
        {
            return null;
        }

        MarkdownPage targetPage = path == page.Path ? page : new MarkdownPage(path, Repository.Read(path));
        return targetPage.Anchors().Contains(parts[1]) ? null : "points to no heading of that page.";
    }

    [GeneratedRegex(@"\]\(\s*<?(?<target>[^)\s>]+)>?(\s+""[^""]*"")?\s*\)")]
    private static partial Regex InlineLink();

    [GeneratedRegex(@"^\s{0,3}\[[^\]]+\]:\s*<?(?<target>[^\s>]+)>?")]
    private static partial Regex LinkDefinition();

    [GeneratedRegex(@"^([a-zA-Z][a-zA-Z0-9+.\-]*:|//)")]
    private static partial Regex Scheme();
}
