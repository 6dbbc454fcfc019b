using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace NumericsCore.Onnx.Import;

/// <summary>The bytes of a file or stream, as a sequence to read from front to back.</summary>
internal sealed class FileBytes : IDisposable
{
    private const int WindowBytes = 1 << 20;

    private readonly SafeFileHandle? _handle;
    private readonly byte[] _window = [];
    private long _loaded = -1;

    private FileBytes(string name, SafeFileHandle handle)
    {
        (Name, _handle) = (name, handle);
        long length = RandomAccess.GetLength(handle);
        RequireLength(length);
        _window = new byte[Math.Min(length, WindowBytes)];
        var windows = new List<ReadOnlyMemory<byte>>();
        for (long start = 0; start < length; start += WindowBytes) windows.Add(new Window(this, start, (int)Math.Min(WindowBytes, length - start)).Memory);
        Bytes = Joined(windows);
    }

    private FileBytes(string name, Stream stream)
    {
        Name = name;
        var pieces = new List<ReadOnlyMemory<byte>>();
        long length = 0;
        while (true)
        {
            byte[] piece = new byte[WindowBytes];
            int read = stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            RequireLength(length += read);
            pieces.Add(piece.AsMemory(0, read));
            if (read < piece.Length) break;
        }

        Bytes = Joined(pieces);
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    public long Length => Bytes.Length;

    /// <summary>All bytes. Those of a file are read a window at a time, and one window lies in memory.</summary>
    public ReadOnlySequence<byte> Bytes { get; }

    /// <summary>Opens a file on a disk.</summary>
    /// <exception cref="ModelFileException">There is none, it may not be read, it is something else, or it has 2 GiB or more.</exception>
    public static FileBytes Open(string path) => OpenedFile.Read(path, handle => new FileBytes(path, handle));

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="ModelFileException">It has 2 GiB or more.</exception>
    public static FileBytes Read(Stream stream) => new("the stream", stream);

    public void Dispose() => _handle?.Dispose();

    private void RequireLength(long length)
    {
        if (length > int.MaxValue) throw new ModelFileException(Name, FormattableString.Invariant($"the file has {length} bytes; an ONNX file has fewer than 2 GiB"));
    }

    private void Load(long start, int length)
    {
        if (_loaded == start) return;
        _loaded = -1;
        for (int filled = 0; filled < length;)
        {
            int read;
            try
            {
                read = RandomAccess.Read(_handle!, _window.AsSpan(filled, length - filled), start + filled);
            }
            catch (IOException e)
            {
                throw new ModelFileException(Name, $"it cannot be read at byte {start + filled}: {ModelFileException.Said(e)}", e);
            }

            if (read == 0) throw new ModelFileException(Name, $"the file ended at byte {start + filled} while it was read");
            filled += read;
        }

        _loaded = start;
    }

    private static ReadOnlySequence<byte> Joined(List<ReadOnlyMemory<byte>> pieces)
    {
        if (pieces.Count == 0) return ReadOnlySequence<byte>.Empty;
        Segment first = new(pieces[0], null), last = first;
        foreach (var piece in pieces.Skip(1)) last = new Segment(piece, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }

    /// <summary>A piece of the file that is read when its bytes are asked for; those of another piece asked for before are then gone.</summary>
    private sealed class Window(FileBytes file, long start, int length) : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(length);

        public override Span<byte> GetSpan()
        {
            file.Load(start, length);
            return file._window.AsSpan(0, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("A window of a file is not pinned.");

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
