using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests.Markdown;

/// <summary>A Markdown page, split into fenced blocks and the prose between them.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string[] _lines;
    private readonly bool[] _inFence;

    /// <summary>Reads a page.</summary>
    /// <param name="path">Its path from the root of the repository, for messages.</param>
    /// <param name="text">Its text.</param>
    public MarkdownPage(string path, string text)
    {
        Path = path;
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        _inFence = new bool[_lines.Length];
        Fences = [.. ReadFences()];
    }

    /// <summary>The path from the root of the repository.</summary>
    public string Path { get; }

    /// <summary>The fenced blocks, from top to bottom.</summary>
    public IReadOnlyList<MarkdownFence> Fences { get; }

    /// <summary>The lines outside fenced blocks, with their numbers from 1, and inline code blanked.</summary>
    public IEnumerable<(int Line, string Text)> Prose() =>
        _lines.Select((text, i) => (Line: i + 1, Text: InlineCode().Replace(text, ""))).Where(line => !_inFence[line.Line - 1]);

    /// <summary>Whether only blank lines lie between two blocks.</summary>
    public bool IsDirectlyFollowed(MarkdownFence first, MarkdownFence second) =>
        _lines[first.EndLine..(second.Line - 1)].All(string.IsNullOrWhiteSpace);

    /// <summary>The targets of the page's headings, made as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors()
    {
        HashSet<string> anchors = [];
        foreach (string line in _lines.Where((_, i) => !_inFence[i]))
        {
            Match heading = Heading().Match(line);
            if (!heading.Success)
            {
                continue;
            }

            string anchor = NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');
            string unique = anchor;
            for (int n = 1; !anchors.Add(unique); n++)
            {
                unique = $"{anchor}-{n}";
            }
        }

        return anchors;
    }

    private IEnumerable<MarkdownFence> ReadFences()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            Match open = OpeningFence().Match(_lines[i]);
            if (!open.Success)
            {
                continue;
            }

            string indentation = open.Groups["indentation"].Value, fence = open.Groups["fence"].Value;
            int end = i + 1;
            while (end < _lines.Length && !Closes(_lines[end], fence))
            {
                end++;
            }

            if (end == _lines.Length)
            {
                throw new FormatException($"{Path}:{i + 1}: this code block is never closed.");
            }

            IEnumerable<string> content = _lines[(i + 1)..end].Select(
                line => line.StartsWith(indentation, StringComparison.Ordinal) ? line[indentation.Length..] : line.TrimStart());
            string[] info = open.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Array.Fill(_inFence, true, i, end - i + 1);
            yield return new MarkdownFence(i + 1, end + 1, info, string.Join('\n', content));
            i = end;
        }
    }

    private static bool Closes(string line, string fence)
    {
        string trimmed = line.Trim();
        return trimmed.Length >= fence.Length && trimmed.All(c => c == fence[0]);
    }

    [GeneratedRegex(@"^(?<indentation>\s*)(?<fence>```+|~~~+)(?<info>[^`]*)$")]
    private static partial Regex OpeningFence();

    [GeneratedRegex("(`+)(?!`).+?(?<!`)\\1(?!`)")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6}\s+(.+?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\-_ ]")]
    private static partial Regex NotInAnchor();
}
