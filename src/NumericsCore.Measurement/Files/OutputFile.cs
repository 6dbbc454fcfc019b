namespace NumericsCore.Measurement;

/// <summary>A file that cannot be written, and why.</summary>
/// <param name="message">For the user, without a full stop.</param>
/// <param name="cause">What the system said.</param>
internal sealed class OutputFileException(string message, Exception? cause = null) : IOException(message, cause);

/// <summary>
/// A file that the user asked for: checked when it is opened, before work begins, and written when there is something to keep. A file on a
/// disk is replaced whole, behind links and with its mode, so that no reader finds half of it and a failure leaves the old one; devices and
/// pipes are written into.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    /// <summary>How long a pipe waits for a reader.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly string _title;
    private readonly ReplacedFile? _file;
    private readonly FileStream? _stream;

    private OutputFile(string title, ReplacedFile? file, FileStream? stream) => (_title, _file, _stream) = (title, file, stream);

    /// <summary>Whether writing again replaces what was written; else it is written behind it.</summary>
    public bool IsReplaceable => _file is not null;

    /// <summary>Checks that a file can be written; what is there stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that named it, for messages; null for none.</param>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public static OutputFile Open(string path, string? option = null)
    {
        string title = option is null ? path : $"{option} is {path}";
        if (path.Length == 0 || path.Contains('\0')) throw new OutputFileException($"{option ?? "the file"} is '{path}', which is no name of a file");
        try
        {
            return FileKinds.Of(path) == FileKind.Stream ? new OutputFile(title, null, OpenStream(title, path)) : new OutputFile(title, ReplacedFile.At(path), null);
        }
        catch (FileRefusedException e)
        {
            throw new OutputFileException($"{title}, {e.Message}", e.InnerException);
        }
        catch (Exception e) when (e is not OutputFileException && FileRefusedException.Covers(e))
        {
            throw new OutputFileException($"{title}, which cannot be written: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>Whether two paths name one file, whether it is there or not, links followed.</summary>
    /// <exception cref="OutputFileException">Links lead in a circle.</exception>
    public static bool IsSame(string path, string other)
    {
        try
        {
            return RealPath.Of(path) == RealPath.Of(other);
        }
        catch (IOException e)
        {
            throw new OutputFileException($"{path} or {other} cannot be looked at: {e.Message}", e);
        }
    }

    /// <summary>Checks a file and writes it.</summary>
    /// <exception cref="OutputFileException">It cannot be written; what was there is as it was.</exception>
    public static void WriteAll(string path, ReadOnlySpan<byte> content)
    {
        using var file = Open(path);
        file.Write(content);
    }

    /// <summary>Writes all of the file.</summary>
    /// <exception cref="OutputFileException">It cannot be written; a file that was there is as it was.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            if (_file is not null)
            {
                _file.Write(content.Length, content, static (stream, content) => stream.Write(content));
                return;
            }

            _stream!.Write(content);
            _stream.Flush();
        }
        catch (FileRefusedException e)
        {
            throw new OutputFileException($"{_title}, {e.Message}", e.InnerException);
        }
        catch (Exception e) when (FileRefusedException.Covers(e))
        {
            throw new OutputFileException($"{_title}, which could not be written: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>Writes all of the file, piece by piece.</summary>
    /// <param name="write">Writes it; what it throws of its own passes through, and a file that was there is as it was.</param>
    /// <exception cref="OutputFileException">It cannot be written; a file that was there is as it was.</exception>
    public void Write(Action<Stream> write)
    {
        try
        {
            if (_file is not null) _file.Write(0, write);
            else write(_stream!);
        }
        catch (FileRefusedException e)
        {
            throw new OutputFileException($"{_title}, {e.Message}", e.InnerException);
        }
    }

    public void Dispose() => _stream?.Dispose();

    /// <summary>Opening a pipe waits for its reader, which may not come.</summary>
    private static FileStream OpenStream(string title, string path)
    {
        var opening = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Task.WaitAny([opening], s_patience) < 0)
            throw new OutputFileException(FormattableString.Invariant($"{title}, a pipe that nobody reads from; start its reader first"));
        return opening.GetAwaiter().GetResult();
    }
}
