using System.Buffers;
using System.Text.Unicode;
using Google.Protobuf.Reflection;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Import;

/// <summary>
/// Checks the bytes of a protocol buffer against the schema before anything is made of them: what is wrong is named with its place, and
/// what the messages would take in memory beside the tensors' bytes is bounded.
/// </summary>
internal ref struct WireCheck
{
    /// <summary>How much memory messages, texts and lists may take, in all; a file of 10,000 nodes takes about a tenth.</summary>
    public const long MaxStructureBytes = 64 << 20;

    // what objects and lists cost, at most
    private const int MessageBytes = 256, TextBytes = 64, NumberBytes = 24;

    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;
    private const int LargestField = 31;

    private readonly string _file;
    private readonly List<(FieldDescriptor Field, int Index)> _place = [];
    private SequenceReader<byte> _reader;
    private long _structure;

    private WireCheck(FileBytes file)
    {
        _file = file.Name;
        _reader = new SequenceReader<byte>(file.Bytes);
    }

    /// <exception cref="ModelFileException">The bytes are no protocol buffer, do not fit the schema, or would take too much memory.</exception>
    public static void Check(FileBytes file)
    {
        if (file.Length == 0) throw new ModelFileException(file.Name, "the file is empty");
        new WireCheck(file).Message(ModelProto.Descriptor, file.Length);
    }

    private void Message(MessageDescriptor type, long end)
    {
        Take(MessageBytes);
        Span<int> counts = stackalloc int[LargestField + 1];
        counts.Clear();
        while (_reader.Consumed < end)
        {
            ulong tag = Number(end);
            ulong number = tag >> 3;
            int wire = (int)(tag & 7);
            if (number is 0 or > 0x1FFFFFFF) throw Broken($"field {number} at byte {_reader.Consumed} is none of a protocol buffer. Is it an ONNX file?");
            var field = number <= LargestField ? type.FindFieldByNumber((int)number) : null;
            if (field is null) Skip(wire, end);
            else Field(field, wire, end, counts[(int)number]++);
        }
    }

    private void Field(FieldDescriptor field, int wire, long end, int index)
    {
        _place.Add((field, index));
        if (index > 0 && !field.IsRepeated) throw Broken("comes twice");
        switch (field.FieldType)
        {
            case FieldType.Message:
                Require(wire == Bytes, wire);
                long length = Length(end);
                Message(field.MessageType, _reader.Consumed + length);
                break;
            case FieldType.String:
                Require(wire == Bytes, wire);
                Text(Length(end));
                break;
            case FieldType.Bytes:
                Require(wire == Bytes, wire);
                if (field.IsRepeated) Take(TextBytes);
                _reader.Advance(Length(end));
                break;
            case FieldType.Float:
                Require(wire == Fixed32 || wire == Bytes && field.IsRepeated, wire);
                if (field.IsRepeated) Take(NumberBytes + (wire == Bytes ? Peek(end) * 3L : 0));
                Skip(wire, end);
                break;
            default:
                Require(wire == Varint || wire == Bytes && field.IsRepeated, wire);
                if (wire == Varint) Number(end);
                else Packed(Length(end));
                if (field.IsRepeated) Take(NumberBytes);
                break;
        }

        _place.RemoveAt(_place.Count - 1);
    }

    private void Packed(long length)
    {
        long end = _reader.Consumed + length;
        while (_reader.Consumed < end)
        {
            Number(end);
            Take(NumberBytes);
        }
    }

    private void Text(long length)
    {
        Take(TextBytes + 2 * length);
        Span<byte> text = length <= 256 ? stackalloc byte[(int)length] : new byte[length];
        _reader.TryCopyTo(text);
        _reader.Advance(length);
        if (!Utf8.IsValid(text)) throw Broken("is no text in UTF-8");
    }

    /// <summary>The length of a field, without moving on.</summary>
    private long Peek(long end)
    {
        var before = _reader;
        long length = Length(end);
        _reader = before;
        return length;
    }

    private void Skip(int wire, long end)
    {
        switch (wire)
        {
            case Varint: Number(end); break;
            case Fixed64: Advance(8, end); break;
            case Fixed32: Advance(4, end); break;
            case Bytes: _reader.Advance(Length(end)); break;
            default: throw Broken(FormattableString.Invariant($"wire type {wire} at byte {_reader.Consumed} is none that ONNX files have. Is it one?"));
        }
    }

    private void Advance(long count, long end)
    {
        if (count > end - _reader.Consumed) throw Broken(FormattableString.Invariant($"{count} bytes are needed at byte {_reader.Consumed}, and {end - _reader.Consumed} are left. Is the file cut off?"));
        _reader.Advance(count);
    }

    private long Length(long end)
    {
        ulong length = Number(end);
        long left = end - _reader.Consumed;
        if (length > (ulong)left) throw Broken(FormattableString.Invariant($"has {length} bytes from byte {_reader.Consumed} on, where {left} are left. Is the file cut off?"));
        return (long)length;
    }

    private ulong Number(long end)
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_reader.Consumed >= end || !_reader.TryRead(out byte part)) throw Broken(FormattableString.Invariant($"a number is cut off at byte {_reader.Consumed}"));
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }

        throw Broken(FormattableString.Invariant($"the number before byte {_reader.Consumed} has more than 64 bits"));
    }

    private void Take(long bytes)
    {
        _structure += bytes;
        if (_structure > MaxStructureBytes) throw Broken(FormattableString.Invariant($"the structure of the file, without the bytes of its tensors, would take more than {MaxStructureBytes >> 20} MiB of memory"));
    }

    private readonly void Require(bool fits, int wire)
    {
        if (!fits) throw Broken(FormattableString.Invariant($"has wire type {wire}, which is not that of the schema"));
    }

    private readonly ModelFileException Broken(string rule)
    {
        string place = string.Join('.', _place.Select(static part => part.Field.IsRepeated ? FormattableString.Invariant($"{part.Field.Name}[{part.Index}]") : part.Field.Name));
        return new(_file, place.Length == 0 ? rule : $"{place}: {rule}");
    }
}
