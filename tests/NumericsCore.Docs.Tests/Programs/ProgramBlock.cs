namespace NumericsCore.Docs.Tests.Programs;

/// <summary>One C# block of a page.</summary>
/// <param name="Page">The page's path from the root of the repository.</param>
/// <param name="Line">The line of the block's opening fence.</param>
/// <param name="Source">Its text; the first line of it is line <paramref name="Line"/> + 1 of the page.</param>
/// <param name="Runs">Whether it is run, or only compiled.</param>
/// <param name="ExpectedOutput">What the page says it prints, or null where the page says nothing.</param>
/// <param name="ExpectedLine">The line of the fence of that output.</param>
internal sealed record ProgramBlock(string Page, int Line, string Source, bool Runs, string? ExpectedOutput, int ExpectedLine)
{
    /// <summary>The name of the block's test: its place.</summary>
    public string Name => $"{Page}:{Line}";
}
