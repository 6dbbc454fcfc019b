using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore.Cli.Streams;

/// <summary>Whoever read standard output has gone away, so that there is nothing left to do.</summary>
internal sealed class ReaderGoneException() : Exception("nobody reads standard output any more");

/// <summary>
/// Standard output into a pipe or a file. The runtime's own stream takes no notice of a reader that went away; other tools are ended by
/// SIGPIPE then, which .NET ignores, so it is asked for before each write.
/// </summary>
internal sealed unsafe class StandardOutput : Stream
{
    private const int Number = 1;

    private readonly Stream _inner = Console.OpenStandardOutput();

    /// <summary>Standard output: that of the console for a terminal, one that ends the run when its reader goes elsewhere.</summary>
    public static TextWriter Open() => OperatingSystem.IsWindows() || !Console.IsOutputRedirected
        ? Console.Out
        : new StreamWriter(new StandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Asks whether somebody still reads.</summary>
    /// <exception cref="ReaderGoneException">Nobody does.</exception>
    public override void Flush()
    {
        const short error = 0x08, hungUp = 0x10, closed = 0x20, canWrite = 0x04;
        var asked = new Poll { Descriptor = Number, Events = canWrite };
        if (Ask(&asked, 1, 0) < 1) return;
        if ((asked.Answers & closed) != 0) throw new IOException("standard output is closed");
        if ((asked.Answers & (error | hungUp)) != 0) throw new ReaderGoneException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Flush();
        try
        {
            _inner.Write(buffer);
        }
        // of a closed one, the runtime says that access is denied
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"standard output cannot be written: {e.Message.TrimEnd('.')}", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>struct pollfd, the same on Linux and macOS.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Answers;
    }

#pragma warning disable SYSLIB1054 // a source generator would slow a user's first build, and nothing here needs marshalling
    [DllImport("libc", EntryPoint = "poll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ask(Poll* polls, nuint count, int milliseconds);
#pragma warning restore SYSLIB1054
}
