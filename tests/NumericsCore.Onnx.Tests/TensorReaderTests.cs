using FsCheck.Xunit;
using Google.Protobuf;
using NumericsCore.Onnx.Import;
using NumericsCore.Onnx.Schema;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Tests;

/// <summary>Integers that lie in a tensor as numbers of one to ten bytes.</summary>
public class TensorReaderTests
{
    [Property(MaxTest = 100)]
    public void Integers_of_any_length_come_back(long[] numbers, byte shift)
    {
        // of every magnitude, and both ends
        long[] all = [.. numbers, .. numbers.Select(number => number << (shift % 64)), long.MinValue, long.MaxValue, -1, 0];
        var tensor = new TensorProto { DataType = (int)DataType.Int64, Int64Data = Varints(all.Select(static number => (ulong)number)) };
        tensor.Dims.Add(all.Length);
        Assert.Equal(all, Read(tensor).ReadIntegers());
    }

    [Property(MaxTest = 100)]
    public void Those_of_32_bits_do_so_too(int[] numbers)
    {
        int[] all = [.. numbers, int.MinValue, int.MaxValue, -1];
        var tensor = new TensorProto { DataType = (int)DataType.Int32, Int32Data = Varints(all.Select(static number => (ulong)(long)number)) };
        tensor.Dims.Add(all.Length);
        Assert.Equal(all.Select(static number => (long)number), Read(tensor).ReadIntegers());
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "a number of int64_data has more than 64 bits")]
    public void A_number_has_ten_bytes_at_most(int bytes, string? rule)
    {
        var tensor = new TensorProto { DataType = (int)DataType.Int64, Int64Data = ByteString.CopyFrom([.. Enumerable.Repeat((byte)0x80, bytes - 1), 0]) };
        tensor.Dims.Add(1);
        if (rule is null) Assert.Equal([0L], Read(tensor).ReadIntegers());
        else Assert.Equal(rule, Assert.Throws<FormatException>(() => Read(tensor)).Message);
    }

    private static Constant Read(TensorProto tensor) => TensorReader.Read(tensor, "t", static rule => new FormatException(rule));

    private static ByteString Varints(IEnumerable<ulong> numbers)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            foreach (ulong number in numbers) output.WriteUInt64(number);
        return ByteString.CopyFrom(stream.ToArray());
    }
}
