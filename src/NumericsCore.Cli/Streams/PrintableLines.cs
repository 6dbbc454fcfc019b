using System.Text;

namespace NumericsCore.Cli.Streams;

/// <summary>Standard output for lines of data: nothing is left in them that a terminal would obey.</summary>
internal sealed class PrintableLines(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value)
    {
        if (value is not null) inner.Write(value.EndsWith('\n') ? PrintableText.Of(value[..^1]) + '\n' : PrintableText.Of(value));
    }
}
