using System.Text;

namespace NumericsCore.Cli.Streams;

/// <summary>Output for whoever has it read out or searches it: reports draw no tables on it, and nothing moves or has a colour.</summary>
internal sealed class PlainOutput(TextWriter inner) : TextWriter
{
    /// <summary>The variable of the environment that, when it is 1, does what --plain does.</summary>
    public const string Switch = "NUMERICSCORE_PLAIN";

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(buffer);

    public override void Write(string? value) => inner.Write(value);

    public override void WriteLine(string? value) => inner.WriteLine(value);

    public override void Flush() => inner.Flush();
}
