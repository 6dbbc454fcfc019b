using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NumericsCore;

/// <summary>
/// The header of a safetensors file, every rule of the format checked: its tensors fill the data behind it, one after another, without gap
/// or overlap. What a hostile header can make this hold is a constant beyond its own length.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The most bytes of a header, in the format's reference too.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The key that is no tensor's name.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>More tensors, or entries of metadata, than any file has, and few enough to hold.</summary>
    public const int MaxEntries = 100_000;

    private const int MaxAxes = 64;
    private const int MaxNameBytes = 65_535;
    private const int MaxDepth = 64;

    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly List<SafetensorsTensor> _tensors = [];
    private readonly Dictionary<string, SafetensorsTensor> _byName = [];
    private OrderedDictionary<string, Range>? _metadata;

    private SafetensorsHeader(string file, byte[] bytes) => (_file, _bytes) = (file, bytes);

    /// <summary>The tensors as they lie in the file.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors => _tensors;

    /// <summary>The keys of the metadata, as they stand in the file.</summary>
    public IEnumerable<string> MetadataKeys => _metadata is null ? [] : _metadata.Keys;

    public SafetensorsTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A value of the metadata as UTF-8, decoded; null if there is none.</summary>
    public byte[]? MetadataOf(string key)
    {
        if (_metadata is null || !_metadata.TryGetValue(key, out var range)) return null;
        var reader = new Utf8JsonReader(_bytes.AsSpan()[range]);
        reader.Read();
        byte[] value = new byte[reader.ValueSpan.Length];
        return value[..reader.CopyString(value)];
    }

    /// <summary>Reads a header.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="bytes">The header without its length.</param>
    /// <param name="dataLength">The bytes behind it.</param>
    /// <exception cref="ModelFileException">It breaks a rule.</exception>
    public static SafetensorsHeader Read(string file, byte[] bytes, long dataLength)
    {
        var header = new SafetensorsHeader(file, bytes);
        if (!Utf8.IsValid(bytes)) throw header.Broken("the header is not UTF-8");
        if (bytes.Length == 0 || bytes[0] != '{') throw header.Broken("the header does not begin with {");
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            header.ReadEntries(ref reader);
        }
        catch (JsonException e)
        {
            // the rest of the message counts lines, and the header has one
            string said = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw header.Broken($"the header is not JSON of at most {MaxDepth} levels, at byte {reader.BytesConsumed}: {PrintableText.Of(said)}", e);
        }
        // an escape of half a character
        catch (InvalidOperationException e)
        {
            throw header.Broken($"the header's text at byte {reader.TokenStartIndex} is no Unicode", e);
        }

        header.CheckRanges(dataLength);
        return header;
    }

    private void ReadEntries(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (ReadKey(ref reader, new Place("the header")) is { } name)
        {
            reader.Read();
            if (name == MetadataKey)
            {
                if (_metadata is not null) throw Broken($"the header has {MetadataKey} twice");
                ReadMetadata(ref reader);
                continue;
            }

            var tensor = ReadTensor(ref reader, name);
            if (!_byName.TryAdd(name, tensor)) throw Broken($"the header has tensor {ModelFileException.Quote(name)} twice");
            _tensors.Add(tensor);
            if (_tensors.Count > MaxEntries) throw Broken($"the header has more than {MaxEntries} tensors");
        }

        // whitespace alone may follow
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        var place = new Place($"the header's {MetadataKey}");
        Require(ref reader, JsonTokenType.StartObject, place, "an object");
        _metadata = [];
        while (ReadKey(ref reader, place) is { } key)
        {
            reader.Read();
            var entry = place with { Name = key };
            Require(ref reader, JsonTokenType.String, entry, "a string");
            // decoded only to see that it can be
            if (reader.ValueIsEscaped) reader.GetString();
            if (!_metadata.TryAdd(key, (int)reader.TokenStartIndex..(int)reader.BytesConsumed)) throw Broken($"{entry} stands there twice");
            if (_metadata.Count > MaxEntries) throw Broken($"{place} has more than {MaxEntries} entries");
        }
    }

    private SafetensorsTensor ReadTensor(ref Utf8JsonReader reader, string name)
    {
        var place = new Place("tensor", name);
        Require(ref reader, JsonTokenType.StartObject, place, "an object");
        SafetensorsType? type = null;
        long[]? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("dtype"u8))
            {
                if (type is not null) throw Broken($"{place} has dtype twice");
                type = ReadType(ref reader, place with { Part = "dtype" });
            }
            else if (reader.ValueTextEquals("shape"u8))
            {
                if (shape is not null) throw Broken($"{place} has shape twice");
                shape = ReadNumbers(ref reader, place with { Part = "shape" }, MaxAxes);
            }
            else if (reader.ValueTextEquals("data_offsets"u8))
            {
                if (offsets is not null) throw Broken($"{place} has data_offsets twice");
                offsets = ReadNumbers(ref reader, place with { Part = "data_offsets" }, 2);
                if (offsets.Length != 2) throw Broken($"{place}: data_offsets has {offsets.Length} numbers; expected 2");
            }
            else
            {
                // as the reference does
                reader.Skip();
            }
        }

        if (type is null) throw Broken($"{place} has no dtype");
        if (shape is null) throw Broken($"{place} has no shape");
        if (offsets is null) throw Broken($"{place} has no data_offsets");
        var tensor = new SafetensorsTensor(name, type.Value, shape, offsets[0], offsets[1]);
        CheckSize(tensor, place);
        return tensor;
    }

    private SafetensorsType ReadType(ref Utf8JsonReader reader, Place place)
    {
        reader.Read();
        Require(ref reader, JsonTokenType.String, place, "a string");
        string name = ReadText(ref reader, place);
        return SafetensorsTypes.Parse(name) ?? throw Broken($"{place} is {ModelFileException.Quote(name)}; expected one of {SafetensorsTypes.Names}");
    }

    private void CheckSize(SafetensorsTensor tensor, Place place)
    {
        if (tensor.End < tensor.Begin) throw Broken($"{place}: data_offsets [{tensor.Begin}, {tensor.End}] end before they begin");
        long bits = tensor.Type.BitsOf();
        try
        {
            foreach (long extent in tensor.Shape) bits = checked(bits * extent);
        }
        catch (OverflowException e)
        {
            throw Broken($"{place}: {tensor.Type.NameOf()} of shape {tensor.ShapeText} has 2^63 bits or more", e);
        }

        if (bits % 8 != 0) throw Broken($"{place}: {tensor.Type.NameOf()} of shape {tensor.ShapeText} ends within a byte");
        if (bits / 8 != tensor.ByteLength)
            throw Broken($"{place}: data_offsets [{tensor.Begin}, {tensor.End}] are {tensor.ByteLength} bytes, but {tensor.Type.NameOf()} of shape {tensor.ShapeText} takes {bits / 8}");
    }

    private void CheckRanges(long dataLength)
    {
        // an empty tensor may begin where another does
        _tensors.Sort(static (a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long end = 0;
        foreach (var tensor in _tensors)
        {
            if (tensor.Begin != end)
                throw Broken($"tensor {ModelFileException.Quote(tensor.Name)} begins at byte {tensor.Begin} of the data, where {(tensor.Begin < end ? $"it overlaps with what ends at {end}" : $"a gap from {end} on is left")}");
            end = tensor.End;
        }

        if (end > dataLength) throw Broken($"the file is cut off: the tensors take {end} bytes, and {dataLength} follow the header");
        if (end < dataLength) throw Broken($"{dataLength - end} bytes follow the last tensor; expected none");
    }

    /// <summary>The next key of an object; null at its end.</summary>
    private string? ReadKey(ref Utf8JsonReader reader, Place place)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : ReadText(ref reader, place with { Part = "a key" });
    }

    private string ReadText(ref Utf8JsonReader reader, Place place) => reader.ValueSpan.Length <= MaxNameBytes
        ? reader.GetString()!
        : throw Broken($"{place} has {reader.ValueSpan.Length} bytes; expected at most {MaxNameBytes}");

    private long[] ReadNumbers(ref Utf8JsonReader reader, Place place, int most)
    {
        reader.Read();
        Require(ref reader, JsonTokenType.StartArray, place, "an array");
        Span<long> numbers = stackalloc long[most];
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == most) throw Broken($"{place} has more than {most} numbers");
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                string text = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 100)]) : NameOf(reader.TokenType);
                throw Broken(string.Create(CultureInfo.InvariantCulture, $"{place} has {text} among its numbers; expected integers from 0 to {long.MaxValue}"));
            }

            numbers[count++] = number;
        }

        return numbers[..count].ToArray();
    }

    private void Require(ref Utf8JsonReader reader, JsonTokenType type, Place place, string expected)
    {
        if (reader.TokenType != type) throw Broken($"{place} is {NameOf(reader.TokenType)}; expected {expected}");
    }

    private static string NameOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    /// <summary>A place in the header, as text only where a message needs it.</summary>
    private readonly record struct Place(string Kind, string? Name = null, string? Part = null)
    {
        public override string ToString() => $"{Kind}{(Name is null ? "" : $" {ModelFileException.Quote(Name)}")}{(Part is null ? "" : $": {Part}")}";
    }

    private ModelFileException Broken(string problem, Exception? cause = null) => new(_file, problem, cause);
}
