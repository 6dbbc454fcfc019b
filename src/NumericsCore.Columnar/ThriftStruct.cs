namespace NumericsCore.Columnar;

/// <summary>
/// Walks over a struct of Thrift's compact protocol, in which Parquet has its metadata, and keeps its integers: enough to tell that it ends within its
/// bytes. Parquet.Net reads on for ever where it does not.
/// </summary>
internal ref struct ThriftStruct
{
    private enum WireType
    {
        True = 1,
        False = 2,
        Byte = 3,
        Int16 = 4,
        Int32 = 5,
        Int64 = 6,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Struct = 12,
    }

    private const int MaxDepth = 64;
    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Dictionary<(int Parent, int Field), long> _integers;
    private int _at;

    private ThriftStruct(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _integers = [];
    }

    /// <summary>Walks over the struct that the bytes begin with.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="integers">The integers in it by their field, and in structs in it by the field of the struct and their own; 0 is the struct itself.</param>
    /// <returns>Its length in bytes; null where it does not end within them.</returns>
    /// <exception cref="InvalidDataException">It is no struct of Thrift.</exception>
    public static int? Walk(ReadOnlySpan<byte> bytes, out IReadOnlyDictionary<(int Parent, int Field), long> integers)
    {
        var walk = new ThriftStruct(bytes);
        integers = walk._integers;
        return walk.TryStruct(parent: 0, depth: 0) ? walk._at : null;
    }

    private bool TryStruct(int parent, int depth)
    {
        if (depth > MaxDepth) throw new InvalidDataException("the metadata is nested too deeply");
        int field = 0;
        while (TryByte(out int head))
        {
            if (head == 0) return true;
            int step = head >> 4;
            if (step != 0) field += step;
            else if (TryInteger(out long id)) field = (int)id;
            else return false;
            var type = (WireType)(head & 0xF);
            if (type is WireType.True or WireType.False) continue;
            if (type is WireType.Int16 or WireType.Int32 or WireType.Int64)
            {
                if (!TryInteger(out long value)) return false;
                if (depth <= 1) _integers[(parent, field)] = value;
            }
            else if (!TryValue(type, field, depth))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryValue(WireType type, int field, int depth) => type switch
    {
        WireType.True or WireType.False or WireType.Byte => TrySkip(1),
        WireType.Int16 or WireType.Int32 or WireType.Int64 => TryInteger(out _),
        WireType.Double => TrySkip(sizeof(double)),
        WireType.Binary => TryVarint(out ulong length) && TrySkip(length),
        WireType.List or WireType.Set => TryList(depth),
        WireType.Map => TryMap(depth),
        WireType.Struct => TryStruct(field, depth + 1),
        _ => throw new InvalidDataException(FormattableString.Invariant($"the metadata has a value of type {(int)type}, which there is not")),
    };

    private bool TryList(int depth)
    {
        if (!TryByte(out int head)) return false;
        ulong count = (ulong)head >> 4;
        if (count == 15 && !TryVarint(out count)) return false;
        // structs in lists are none that anybody asks about
        return TryValues((WireType)(head & 0xF), count, depth);
    }

    private bool TryMap(int depth)
    {
        if (!TryVarint(out ulong count)) return false;
        if (count == 0) return true;
        if (!TryByte(out int types)) return false;
        for (; count > 0; count--)
            if (!TryValues((WireType)(types >> 4), 1, depth) || !TryValues((WireType)(types & 0xF), 1, depth)) return false;
        return true;
    }

    private bool TryValues(WireType type, ulong count, int depth)
    {
        for (; count > 0; count--)
            if (!TryValue(type, field: -1, Math.Max(depth, 1))) return false;
        return true;
    }

    private bool TryInteger(out long value)
    {
        bool there = TryVarint(out ulong zigzag);
        value = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        return there;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (!TryByte(out int next)) return false;
            value |= (ulong)(next & 0x7F) << 7 * i;
            if (next < 0x80) return true;
        }

        throw new InvalidDataException("the metadata has an integer of more than ten bytes");
    }

    private bool TryByte(out int value)
    {
        value = _at < _bytes.Length ? _bytes[_at] : 0;
        return _at++ < _bytes.Length;
    }

    private bool TrySkip(ulong count)
    {
        if (count > (ulong)Math.Max(0, _bytes.Length - _at)) return false;
        _at += (int)count;
        return true;
    }
}
