using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using NumericsCore.Onnx.Schema;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <summary>Tensors of a file, checked: one place of data, as many elements as the shape has.</summary>
internal static class TensorReader
{
    /// <summary>The constant that a tensor of the file is.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="broken">Makes the exception of a rule.</param>
    public static Constant Read(TensorProto tensor, string name, Func<string, Exception> broken)
    {
        if (tensor.DataLocation != TensorProto.Types.DataLocation.Inside || tensor.ExternalData.Count > 0)
            throw broken("its elements lie in another file (external data), which is not read; save the model as one file");
        if (!tensor.Segment.IsEmpty) throw broken("it is one segment of a tensor, which is not read");
        var type = (DataType)tensor.DataType;
        if (!Enum.IsDefined(type) || type == DataType.NoType) throw broken(FormattableString.Invariant($"element type {tensor.DataType} is not known here"));
        int[] dims = Dims(tensor.Dims, broken);
        long count = dims.Aggregate(1L, static (product, extent) => product * extent);

        var places = new (string Name, bool IsHere, long Count)[]
        {
            ("raw_data", !tensor.RawData.IsEmpty, 0), ("float_data", !tensor.FloatData.IsEmpty, 0), ("int32_data", !tensor.Int32Data.IsEmpty, 0),
            ("string_data", tensor.StringData.Count > 0, 0), ("int64_data", !tensor.Int64Data.IsEmpty, 0), ("double_data", !tensor.DoubleData.IsEmpty, 0),
            ("uint64_data", !tensor.Uint64Data.IsEmpty, 0),
        };
        var here = places.Where(static place => place.IsHere).Select(static place => place.Name).ToArray();
        if (here.Length > 1) throw broken($"its elements lie in {here[0]} and in {here[1]}; expected one place");
        string place = here.Length == 0 ? "raw_data" : here[0];
        if (place == "raw_data")
        {
            if (type == DataType.String && count > 0) throw broken("texts lie in string_data, which is empty");
            long bytes = count * SizeOf(type);
            if (tensor.RawData.Length != bytes) throw broken(FormattableString.Invariant($"shape {Text(dims)} of {type} takes {bytes} bytes, and raw_data has {tensor.RawData.Length}"));
            return new Constant(name, dims, type, () => FromRaw(tensor.RawData.Span, type)) { Bytes = type is DataType.Float or DataType.Double ? tensor.RawData.Memory : (ReadOnlyMemory<byte>?)null };
        }

        if (place != PlaceOf(type)) throw broken($"elements of {type} do not lie in {place}");
        long found = place switch
        {
            "float_data" => Fixed(tensor.FloatData, sizeof(float)),
            "double_data" => Fixed(tensor.DoubleData, sizeof(double)),
            "string_data" => tensor.StringData.Count,
            "int64_data" => Varints(tensor.Int64Data),
            "uint64_data" => Varints(tensor.Uint64Data),
            _ => Varints(tensor.Int32Data),
        };
        if (found != count) throw broken(FormattableString.Invariant($"shape {Text(dims)} has {count} elements, and {place} {found}"));
        return new Constant(name, dims, type, () => place switch
        {
            "float_data" => FromRaw(tensor.FloatData.Span, type),
            "double_data" => FromRaw(tensor.DoubleData.Span, type),
            "int64_data" => Integers(tensor.Int64Data, count, static value => value),
            "uint64_data" => Integers(tensor.Uint64Data, count, static value => value),
            "int32_data" => FromIntegers(tensor.Int32Data, count, type),
            _ => throw broken("texts are not read"),
        });

        long Fixed(ByteString data, int size) => data.Length % size == 0 ? data.Length / size : throw broken(FormattableString.Invariant($"{place} has {data.Length} bytes, no whole number of elements"));

        long Varints(ByteString data)
        {
            if (data.Span[^1] >= 0x80) throw broken($"the last number of {place} is cut off");
            long numbers = 0;
            int length = 0;
            foreach (byte part in data.Span)
            {
                if (++length > 10) throw broken($"a number of {place} has more than 64 bits");
                if (part >= 0x80) continue;
                numbers++;
                length = 0;
            }

            return numbers;
        }
    }

    /// <summary>Extents of a shape.</summary>
    public static int[] Dims(IReadOnlyList<long> dims, Func<string, Exception> broken)
    {
        if (dims.Count > Shape.MaxRank) throw broken(FormattableString.Invariant($"it has {dims.Count} axes; expected at most {Shape.MaxRank}"));
        long count = 1;
        foreach (long extent in dims)
        {
            if (extent is < 0 or > int.MaxValue) throw broken(FormattableString.Invariant($"the extent {extent} of its shape is out of range; expected 0 to {int.MaxValue}"));
            if (extent > 0 && count > long.MaxValue / 16 / extent) throw broken($"shape {Text(dims)} has more elements than can be counted");
            count *= extent;
        }

        return [.. dims.Select(static extent => (int)extent)];
    }

    public static string Text<T>(IEnumerable<T> dims) where T : INumber<T> => $"[{string.Join(", ", dims.Select(static extent => extent.ToString(null, CultureInfo.InvariantCulture)))}]";

    private static int SizeOf(DataType type) => type switch
    {
        DataType.Double or DataType.Int64 or DataType.Uint64 or DataType.Complex64 => 8,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Complex128 => 16,
        _ => 1,
    };

    private static string PlaceOf(DataType type) => type switch
    {
        DataType.Float or DataType.Complex64 => "float_data",
        DataType.Double or DataType.Complex128 => "double_data",
        DataType.String => "string_data",
        DataType.Int64 => "int64_data",
        DataType.Uint32 or DataType.Uint64 => "uint64_data",
        _ => "int32_data",
    };

    private static Array FromRaw(ReadOnlySpan<byte> bytes, DataType type)
    {
        switch (type)
        {
            case DataType.Float: return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            case DataType.Double: return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
            case DataType.Int64: return MemoryMarshal.Cast<byte, long>(bytes).ToArray();
            case DataType.Int32: return Array.ConvertAll(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), static value => (long)value);
            case DataType.Float16: return Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), static value => (float)value);
            case DataType.Bfloat16: return Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), static value => BitConverter.Int32BitsToSingle(value << 16));
            default: throw new InvalidOperationException($"Elements of {type} are not read.");
        }
    }

    private static Array FromIntegers(ByteString data, long count, DataType type) => type switch
    {
        DataType.Float16 => Integers(data, count, static bits => (float)BitConverter.Int16BitsToHalf((short)bits)),
        DataType.Bfloat16 => Integers(data, count, static bits => BitConverter.Int32BitsToSingle((int)(ushort)bits << 16)),
        _ => Integers(data, count, static value => value),
    };

    /// <summary>Numbers of 1 to 10 bytes each, of which there are as many as counted before: no list that grows, for a number of one byte would take many times its size there.</summary>
    private static T[] Integers<T>(ByteString data, long count, Func<long, T> convert)
    {
        var numbers = new T[count];
        ulong number = 0;
        int shift = 0, read = 0;
        foreach (byte part in data.Span)
        {
            number |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if (part >= 0x80) continue;
            numbers[read++] = convert((long)number);
            (number, shift) = (0, 0);
        }

        return numbers;
    }
}
