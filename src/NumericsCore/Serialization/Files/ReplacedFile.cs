using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NumericsCore;

/// <summary>
/// A file on a disk that is replaced whole: written beside its target, flushed, and renamed, behind links and with the old one's mode. A
/// failure or a crash at any moment leaves the old file or the new one; what a crash left beside it, the next writing removes.
/// </summary>
internal sealed class ReplacedFile
{
    private const UnixFileMode Writable = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _folder;
    private readonly string _target;
    private readonly UnixFileMode? _mode;
    private readonly IFileSteps _steps;

    private ReplacedFile(string target, UnixFileMode? mode, IFileSteps steps) =>
        (_folder, _target, _mode, _steps) = (Path.GetDirectoryName(target)!, target, mode, steps);

    /// <summary>Checks that a file can be replaced, or made; what is there stays as it is.</summary>
    /// <exception cref="FileRefusedException">It cannot.</exception>
    public static ReplacedFile At(string path, IFileSteps? steps = null)
    {
        if (Path.EndsInDirectorySeparator(path)) throw new FileRefusedException("which is a folder; expected a file");
        try
        {
            return FileKinds.Of(path) switch
            {
                FileKind.Folder => throw new FileRefusedException("which is a folder; expected a file"),
                FileKind.Disk => throw new FileRefusedException("which is a disk; expected a file"),
                FileKind.Stream => throw new FileRefusedException("which is a pipe or a device; expected a file"),
                _ => Behind(RealPath.Of(path), steps ?? DiskSteps.Instance),
            };
        }
        catch (Exception e) when (FileRefusedException.Covers(e))
        {
            throw FileRefusedException.Of("which cannot be written", e);
        }
    }

    /// <summary>Writes all of the file.</summary>
    /// <param name="size">How many bytes there will be.</param>
    /// <param name="write">Writes them; what it throws passes through, and the old file stays.</param>
    /// <exception cref="FileRefusedException">It cannot be written; the file that was there is as it was, or, if only the folder could not be flushed, replaced.</exception>
    public void Write(long size, Action<Stream> write) => Write(size, write, static (stream, write) => write(stream));

    /// <inheritdoc cref="Write(long, Action{Stream})"/>
    public void Write<TState>(long size, TState state, Action<Stream, TState> write) where TState : allows ref struct
    {
        RemoveLeftovers();
        string beside = NameBeside();
        bool renamed = false;
        try
        {
            using (var stream = Try(() => _steps.Create(beside, size, _mode)))
            {
                write(new Target(stream, _steps), state);
                Try(() => _steps.Flush(stream));
            }

            Try(() => _steps.Rename(beside, _target));
            renamed = true;
        }
        finally
        {
            if (!renamed) TryDelete(beside);
        }

        Try(() => _steps.FlushFolder(_folder));
    }

    private static ReplacedFile Behind(string target, IFileSteps steps)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) throw new FileRefusedException($"but there is no folder {folder}");
        UnixFileMode? mode = null;
        if (Exists(target))
        {
            // the superuser may write to it all the same, but nobody is meant to
            if (!OperatingSystem.IsWindows()) mode = File.GetUnixFileMode(target);
            if (mode is { } bits ? (bits & Writable) == 0 : File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly)) throw new FileRefusedException("which is read-only");
        }

        var file = new ReplacedFile(target, mode, steps);
        try
        {
            File.Create(file.NameBeside(), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new FileRefusedException($"which is written beside and then renamed, but no file may be made in the folder {folder}", e);
        }

        return file;
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

    /// <summary>Removes what writings of this file that a crash ended have left: files of processes that are no more, which nobody holds.</summary>
    private void RemoveLeftovers()
    {
        foreach (string leftover in Leftovers())
        {
            string[] parts = Path.GetFileName(leftover).Split('-');
            if (parts.Length != 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) || IsAlive(process)) continue;
            try
            {
                // a process elsewhere that writes into the same folder holds its file
                using (File.OpenHandle(leftover, FileMode.Open, FileAccess.Write, FileShare.None)) _steps.Delete(leftover);
            }
            catch (Exception e) when (FileRefusedException.Covers(e))
            {
            }
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string[] Leftovers()
    {
        try
        {
            return Directory.GetFiles(_folder, Prefix() + "*.tmp", new EnumerationOptions { AttributesToSkip = 0 });
        }
        // a folder that may be written to but not listed
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void TryDelete(string beside)
    {
        try
        {
            _steps.Delete(beside);
        }
        // why it was not written is what counts
        catch (Exception e) when (FileRefusedException.Covers(e))
        {
        }
    }

    // short, for the name of the file may be as long as names can be
    private string NameBeside() => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix()}{Environment.ProcessId}-{Path.GetRandomFileName()}.tmp"));

    private string Prefix() => $".{Sha256.Hex(Encoding.UTF8.GetBytes(Path.GetFileName(_target)))[..12]}-";

    private static void Try(Action step) => Try(() =>
    {
        step();
        return true;
    });

    private static T Try<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (FileRefusedException.Covers(e))
        {
            throw FileRefusedException.Of("which could not be written", e);
        }
    }

    /// <summary>The file as those who fill it see it: their failures are told from the disk's, and what they wrote is on its way to it.</summary>
    private sealed class Target(Stream stream, IFileSteps steps) : Stream
    {
        private const int PieceBytes = 1 << 23;

        private long _written;
        private long _started;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => stream.Length;

        public override long Position { get => stream.Position; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                stream.Write(buffer);
            }
            catch (Exception e) when (FileRefusedException.Covers(e))
            {
                throw FileRefusedException.Of("which could not be written", e);
            }

            _written += buffer.Length;
            if (_written - _started < PieceBytes) return;
            steps.StartFlush(stream, _started, _written - _started);
            _started = _written;
        }
    }
}
