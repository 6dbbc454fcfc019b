using NumericsCore.Docs.Tests.Markdown;

namespace NumericsCore.Docs.Tests.Programs;

/// <summary>
/// Reads the C# blocks of a page. The words after the language say how a block is treated: <c>csharp</c> begins a
/// program, <c>csharp continue</c> goes on with the last one, <c>no-run</c> compiles without running. A block
/// <c>text output</c> directly after it is what it prints. Every other word is a mistake, so that nothing is exempt.
/// </summary>
internal static class CaseReader
{
    private static readonly string[] OtherNames = ["cs", "c#", "CSharp", "C#", "CS"];

    /// <summary>One case for every C# block, and for every output that belongs to none.</summary>
    public static IReadOnlyList<DocumentationCase> Read(MarkdownPage page)
    {
        List<DocumentationCase> cases = [];
        List<ProgramBlock>? blocks = null;
        DocumentationProgram? program = null;
        for (int i = 0; i < page.Fences.Count; i++)
        {
            MarkdownFence fence = page.Fences[i];
            MarkdownFence? next = i + 1 < page.Fences.Count ? page.Fences[i + 1] : null;
            string name = $"{page.Path}:{fence.Line}";
            string? problem = Problem(page, fence, i > 0 ? page.Fences[i - 1] : null, blocks);
            if (problem is not null)
            {
                cases.Add(new DocumentationCase(name, null, 0, $"{name}: {problem}"));
            }
            else if (fence.Language == "csharp")
            {
                if (blocks is null || program is null || !fence.Words.Contains("continue"))
                {
                    blocks = [];
                    program = new DocumentationProgram(blocks);
                }

                MarkdownFence? output = next is not null && IsOutput(next) && page.IsDirectlyFollowed(fence, next) ? next : null;
                bool runs = !fence.Words.Contains("no-run");
                blocks.Add(new ProgramBlock(page.Path, fence.Line, fence.Text, runs, output?.Text, output?.Line ?? 0));
                cases.Add(new DocumentationCase(name, program, blocks.Count - 1, null));
            }
        }

        return cases;
    }

    private static string? Problem(MarkdownPage page, MarkdownFence fence, MarkdownFence? previous, List<ProgramBlock>? blocks)
    {
        if (OtherNames.Contains(fence.Language))
        {
            return $"write 'csharp' instead of '{fence.Language}', so that the block is checked.";
        }

        if (IsOutput(fence))
        {
            bool follows = previous is { Language: "csharp" } && page.IsDirectlyFollowed(previous, fence);
            return !follows ? "an output must stand directly after the csharp block that prints it."
                : previous!.Words.Contains("no-run") ? "a block that is not run has no output."
                : null;
        }

        if (fence.Language != "csharp")
        {
            return null;
        }

        if (fence.Words.FirstOrDefault(word => word is not ("continue" or "no-run")) is string unknown)
        {
            return $"unknown word '{unknown}' after 'csharp'; expected nothing, 'continue' or 'no-run'.";
        }

        if (!fence.Words.Contains("continue"))
        {
            return null;
        }

        return blocks is null ? "there is no program above to continue."
            : !blocks[^1].Runs && !fence.Words.Contains("no-run") ? "what continues a block that is not run cannot run; add 'no-run'."
            : null;
    }

    private static bool IsOutput(MarkdownFence fence) => fence.Language == "text" && fence.Words.SequenceEqual(["output"]);
}
