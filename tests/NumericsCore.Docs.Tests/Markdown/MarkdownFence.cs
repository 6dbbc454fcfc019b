namespace NumericsCore.Docs.Tests.Markdown;

/// <summary>A fenced code block of a Markdown page.</summary>
/// <param name="Line">The line of the opening fence, from 1.</param>
/// <param name="EndLine">The line of the closing fence.</param>
/// <param name="Info">The words after the opening fence: the language, then how the block is treated.</param>
/// <param name="Text">The lines between the fences, without the indentation of the fence.</param>
internal sealed record MarkdownFence(int Line, int EndLine, IReadOnlyList<string> Info, string Text)
{
    /// <summary>The first word, or nothing.</summary>
    public string Language => Info.Count == 0 ? "" : Info[0];

    /// <summary>The words after the first.</summary>
    public IEnumerable<string> Words => Info.Skip(1);
}
