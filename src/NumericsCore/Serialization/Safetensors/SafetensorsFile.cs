using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NumericsCore;

/// <summary>
/// A file in the format safetensors: named tensors, and text about them. The header is checked when it is opened; elements are read when
/// they are asked for, straight from the file. Several threads may read at once.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = sizeof(ulong);

    private readonly SafeFileHandle? _handle;
    private readonly ReadAt _read;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _metadata;

    private SafetensorsFile(string path, SafeFileHandle handle) : this(path, RandomAccess.GetLength(handle), (destination, offset) => RandomAccess.Read(handle, destination, offset)) => _handle = handle;

    /// <summary>A file from anywhere.</summary>
    /// <param name="path">What messages call it.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="read">Reads some of them.</param>
    /// <exception cref="ModelFileException">It breaks a rule.</exception>
    internal SafetensorsFile(string path, long length, ReadAt read)
    {
        Path = path;
        _read = read;
        if (length < LengthBytes) throw new ModelFileException(path, $"the file has {length} bytes; a safetensors file begins with {LengthBytes} that hold its header's length");
        Span<byte> start = stackalloc byte[LengthBytes];
        ReadBytes(0, start);
        ulong header = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (header > SafetensorsHeader.MaxLength)
            throw new ModelFileException(path, $"the first {LengthBytes} bytes say that the header has {header} bytes; expected at most {SafetensorsHeader.MaxLength}. Is it a safetensors file?");
        if (header > (ulong)(length - LengthBytes))
            throw new ModelFileException(path, $"the file is cut off: the first {LengthBytes} bytes say that the header has {header} bytes, and {length - LengthBytes} follow");
        byte[] bytes = new byte[header];
        ReadBytes(LengthBytes, bytes);
        _dataStart = LengthBytes + bytes.Length;
        _header = SafetensorsHeader.Read(path, bytes, length - _dataStart);
        _metadata = new(() => new OrderedDictionary<string, string>(_header.MetadataKeys.Select(key => KeyValuePair.Create(key, Encoding.UTF8.GetString(_header.MetadataOf(key)!)))));
    }

    /// <summary>Reads bytes from a place in a file, as many as it likes; 0 at its end.</summary>
    internal delegate int ReadAt(Span<byte> destination, long offset);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order in which they lie in the file.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors => _header.Tensors;

    /// <summary>The text about them; empty if there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata.Value;

    /// <summary>Opens a file and checks its header by every rule of the format.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">There is none, it may not be read, or it breaks a rule.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return OpenedFile.Read(path, handle => new SafetensorsFile(path, handle));
    }

    /// <summary>Writes a file: replaced whole, so that a failure leaves the old one, and flushed to the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by their names, none of which is <c>__metadata__</c>. They lie in the file as the format's reference has it: float64 first, then by name.</param>
    /// <param name="metadata">Text about them; none if null.</param>
    /// <exception cref="ArgumentException">A name or a text is no Unicode, or a name is <c>__metadata__</c>; or there are too many.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        SafetensorsWriter.Write(path, tensors, metadata ?? new Dictionary<string, string>());
    }

    /// <summary>A tensor of the file; null if there is none of this name.</summary>
    public SafetensorsTensor? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _header.Find(name);
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">
    /// What to convert the elements to, rounded to nearest; whole numbers and BOOL too. If null they stay what they are, which F32 and F64 can.
    /// </param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    /// <exception cref="KeyNotFoundException">There is no tensor of this name.</exception>
    /// <exception cref="ModelFileException">
    /// It needs a conversion that was not asked for, is of a type that is not read, or larger than a tensor can be; a number is beyond
    /// float32; or the file has changed since it was opened.
    /// </exception>
    public Tensor Read(string name, ElementType? elementType = null, Device? device = null)
    {
        var tensor = Find(name) ?? throw new KeyNotFoundException($"{PrintableText.Of(Path)} has no tensor {ModelFileException.Quote(name)}.");
        var type = elementType ?? tensor.Type switch
        {
            SafetensorsType.F32 => ElementType.Float32,
            SafetensorsType.F64 => ElementType.Float64,
            _ => throw new ModelFileException(Path, $"tensor {ModelFileException.Quote(name)} is {tensor.Type.NameOf()}; say what to convert it to, such as ElementType.Float32"),
        };
        var values = Tensor.Empty(device ?? Device.Default, type, ShapeOf(tensor));
        new SafetensorsElements(this, tensor).ReadTo(values, allowNonFinite: true);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();

    /// <summary>A value of the metadata as UTF-8; null if there is none.</summary>
    internal byte[]? MetadataOf(string key) => _header.MetadataOf(key);

    /// <summary>The shape as a tensor's.</summary>
    /// <exception cref="ModelFileException">No tensor can have it.</exception>
    internal Shape ShapeOf(SafetensorsTensor tensor)
    {
        if (tensor.Shape.Count > Shape.MaxRank || tensor.Shape.Any(static extent => extent > int.MaxValue))
            throw new ModelFileException(Path, $"tensor {ModelFileException.Quote(tensor.Name)} has shape {tensor.ShapeText}; a tensor here has at most {Shape.MaxRank} axes, each of at most {int.MaxValue}");
        return Shape.Create([.. tensor.Shape.Select(static extent => (int)extent)]);
    }

    /// <summary>Reads bytes of the data.</summary>
    /// <param name="offset">From the end of the header.</param>
    /// <param name="destination">All of it is filled.</param>
    internal void ReadData(long offset, Span<byte> destination) => ReadBytes(_dataStart + offset, destination);

    private void ReadBytes(long offset, Span<byte> destination)
    {
        try
        {
            while (destination.Length > 0)
            {
                int count = _read(destination, offset);
                if (count == 0) throw new ModelFileException(Path, $"the file ended at byte {offset} while it was read");
                destination = destination[count..];
                offset += count;
            }
        }
        catch (Exception e) when (e is not ModelFileException && FileRefusedException.Covers(e))
        {
            throw new ModelFileException(Path, $"it cannot be read at byte {offset}: {ModelFileException.Said(e)}", e);
        }
    }

    /// <summary>The path, and how many tensors the file holds.</summary>
    public override string ToString() => new RecordText(nameof(SafetensorsFile)).Add(nameof(Path), Path).Add(nameof(Tensors), Tensors.Count).ToString();
}
