namespace NumericsCore.CudaEmulator;

/// <summary>A text of PTX by lines, so that messages can quote them.</summary>
internal sealed class SourceText(string text)
{
    private readonly string[] _lines = text.Split('\n');

    public string Text => text;

    /// <summary>A line, without the spaces around it; lines count from 1.</summary>
    public string Line(int line) => line <= _lines.Length ? _lines[line - 1].Trim() : "the end of the text";

    /// <summary>The exception that says why a line is refused.</summary>
    public PtxException Refuse(int line, string why) => new($"{why}, in line {line}: {Line(line)}");
}
