using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NumericsCore;

/// <summary>Writes safetensors files, tensor by tensor: beyond the tensors it takes a few megabytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const int PieceBytes = 1 << 22;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A name or a text cannot stand in a file, or there are too many.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata, IFileSteps? steps = null)
    {
        var entries = tensors.Select(static pair => new Entry(pair.Key, Utf8(pair.Key, nameof(tensors)), pair.Value)).ToList();
        // as the reference does: the widest first, so that each is aligned, then by name
        entries.Sort(static (a, b) => a.Type != b.Type ? b.Type.CompareTo(a.Type) : a.Utf8Name.AsSpan().SequenceCompareTo(b.Utf8Name));
        byte[] header = Header(entries, metadata);
        long size = header.Length + entries.Sum(static entry => entry.ByteLength);
        try
        {
            ReplacedFile.At(path, steps).Write(size, stream =>
            {
                stream.Write(header);
                byte[] piece = new byte[Math.Min(PieceBytes, entries.Select(static entry => entry.ByteLength).DefaultIfEmpty().Max())];
                foreach (var entry in entries)
                {
                    if (entry.Tensor.ElementType == ElementType.Float32) WriteElements<float>(stream, entry.Tensor, piece);
                    else WriteElements<double>(stream, entry.Tensor, piece);
                }
            });
        }
        catch (FileRefusedException e)
        {
            throw new ModelFileException(path, $"the model cannot be saved to it, {PrintableText.Of(e.Message)}", e.InnerException);
        }
    }

    /// <summary>The header with its length before it.</summary>
    private static byte[] Header(List<Entry> entries, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(stackalloc byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            WriteEntries(json, entries);
            json.WriteEndObject();
        }

        int padding = -bytes.WrittenCount & (Alignment - 1);
        bytes.Write("       "u8[..padding]);
        byte[] header = bytes.WrittenSpan.ToArray();
        int length = header.Length - sizeof(ulong);
        if (length > SafetensorsHeader.MaxLength || entries.Count > SafetensorsHeader.MaxEntries)
            throw new ArgumentException($"{entries.Count} tensors with a header of {length} bytes are too many for one file; it has at most {SafetensorsHeader.MaxEntries} and {SafetensorsHeader.MaxLength}.", nameof(entries));
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        bool isEmpty = true;
        var seen = new HashSet<string>();
        foreach (var (key, value) in metadata)
        {
            if (isEmpty) json.WriteStartObject(SafetensorsHeader.MetadataKey);
            isEmpty = false;
            if (!seen.Add(key)) throw new ArgumentException($"The metadata has {ModelFileException.Quote(key)} twice.", nameof(metadata));
            json.WriteString(Utf8(key, nameof(metadata)), Utf8(value, nameof(metadata)));
        }

        if (!isEmpty) json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, List<Entry> entries)
    {
        long offset = 0;
        var seen = new HashSet<string>();
        foreach (var entry in entries)
        {
            if (entry.Name == SafetensorsHeader.MetadataKey) throw new ArgumentException($"No tensor can be called {SafetensorsHeader.MetadataKey}.", nameof(entries));
            if (!seen.Add(entry.Name)) throw new ArgumentException($"Two tensors are called {ModelFileException.Quote(entry.Name)}.", nameof(entries));
            json.WriteStartObject(entry.Utf8Name);
            json.WriteString("dtype", entry.Type.NameOf());
            json.WriteStartArray("shape");
            foreach (int extent in entry.Tensor.Shape) json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += entry.ByteLength);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteElements<T>(Stream stream, Tensor tensor, byte[] buffer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int piece = PieceBytes / Marshal.SizeOf<T>();
        for (long start = 0; start < tensor.ElementCount; start += piece)
        {
            int count = (int)Math.Min(piece, tensor.ElementCount - start);
            if (tensor.IsInHostMemory)
            {
                stream.Write(MemoryMarshal.AsBytes(tensor.HostElements<T>(start, count)));
            }
            else
            {
                var values = MemoryMarshal.Cast<byte, T>(buffer.AsSpan())[..count];
                tensor.DownloadElements<T>(start, values);
                stream.Write(MemoryMarshal.AsBytes(values));
            }
        }

        GC.KeepAlive(tensor);
    }

    private static byte[] Utf8(string text, string argument)
    {
        ArgumentNullException.ThrowIfNull(text, argument);
        try
        {
            return s_strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"{ModelFileException.Quote(text)} is no Unicode: it has half a character.", argument, e);
        }
    }

    private sealed record Entry(string Name, byte[] Utf8Name, Tensor Tensor)
    {
        public SafetensorsType Type { get; } = SafetensorsTypes.Of((Tensor ?? throw new ArgumentNullException(nameof(Tensor))).ElementType);

        public long ByteLength => Tensor.ElementCount * Tensor.ElementType.ByteSize();
    }
}
