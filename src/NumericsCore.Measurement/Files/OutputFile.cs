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

    private const UnixFileMode Writable = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _title;
    private readonly string _target;
    private readonly UnixFileMode? _mode;
    private readonly FileStream? _stream;

    private OutputFile(string title, string target, UnixFileMode? mode, FileStream? stream) => (_title, _target, _mode, _stream) = (title, target, mode, stream);

    /// <summary>Whether writing again replaces what was written; else it is written behind it.</summary>
    public bool IsReplaceable => _stream is null;

    /// <summary>Checks that a file can be written; what is there stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that named it, for messages; null for none.</param>
    /// <exception cref="OutputFileException">It cannot be written.</exception>
    public static OutputFile Open(string path, string? option = null)
    {
        string title = option is null ? path : $"{option} is {path}";
        if (path.Length == 0 || path.Contains('\0')) throw new OutputFileException($"{option ?? "the file"} is '{path}', which is no name of a file");
        if (Path.EndsInDirectorySeparator(path)) throw new OutputFileException($"{title}, which is a folder; expected a file");
        try
        {
            switch (FileKinds.Of(path))
            {
                case FileKind.Folder: throw new OutputFileException($"{title}, which is a folder; expected a file");
                case FileKind.Disk: throw new OutputFileException($"{title}, which is a disk; expected a file");
                case FileKind.Stream: return new OutputFile(title, path, null, OpenStream(title, path));
                default: return OpenFile(title, RealPath.Of(path));
            }
        }
        catch (Exception e) when (e is not OutputFileException && IsRefusal(e))
        {
            throw new OutputFileException($"{title}, which cannot be written: {e.Message.TrimEnd('.')}", e);
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
            if (_stream is null)
            {
                Replace(content);
                return;
            }

            _stream.Write(content);
            _stream.Flush();
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new OutputFileException($"{_title}, which could not be written: {e.Message.TrimEnd('.')}", e);
        }
    }

    public void Dispose() => _stream?.Dispose();

    private static bool IsRefusal(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    private static OutputFile OpenFile(string title, string target)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) throw new OutputFileException($"{title}, but there is no folder {folder}");
        UnixFileMode? mode = null;
        if (Exists(target))
        {
            // the superuser may write to it all the same, but nobody is meant to
            if (!OperatingSystem.IsWindows()) mode = File.GetUnixFileMode(target);
            if (mode is { } bits ? (bits & Writable) == 0 : File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly)) throw new OutputFileException($"{title}, which is read-only");
        }

        string beside = NameBeside(target);
        try
        {
            File.Create(beside, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new OutputFileException($"{title}, which is written beside and then renamed, but no file may be made in the folder {folder}", e);
        }

        return new OutputFile(title, target, mode, null);
    }

    /// <summary>Whether the file is there; if it is, whether it may be written to, and if not, whether it may be called so.</summary>
    private static bool Exists(string target)
    {
        try
        {
            File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(target) & Writable) == 0)
        {
            return true;
        }
    }

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

    private void Replace(ReadOnlySpan<byte> content)
    {
        string beside = NameBeside(_target);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, PreallocationSize = content.Length };
            // never wider than the old one, not even for a moment
            if (_mode is { } mode && !OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
            using (var stream = new FileStream(beside, options))
            {
                if (_mode is { } exact && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, exact);
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, _target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    // short, for the name of the file may be as long as names can be
    private static string NameBeside(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.tmp");
}
