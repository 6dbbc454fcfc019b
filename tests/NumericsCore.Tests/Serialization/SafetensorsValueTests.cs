using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using FsCheck.Xunit;

namespace NumericsCore.Tests.Serialization;

/// <summary>Elements of every type become float32 and float64 as exact arithmetic rounds them.</summary>
public sealed class SafetensorsValueTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    [Property(MaxTest = 30)]
    public void Whole_numbers_round_to_nearest_even(long[] values, byte shift)
    {
        // all magnitudes, and such as lie at the middle between two floats and beside it
        long[] all = [.. values.Select(value => value >> (shift & 63)), long.MaxValue, long.MinValue, 0, (1L << 53) + 1, (1L << 24) + 1, -(1L << 24) - 3, (1L << 62) + (1L << 38), (1L << 62) + (1L << 38) + 1];
        ulong[] unsigned = [.. all.Select(static value => (ulong)value), ulong.MaxValue, (1UL << 63) + (1UL << 39), (1UL << 63) + (1UL << 39) + 1, (1UL << 63) + (3UL << 39) - 1, (1UL << 63) + 1024, (1UL << 63) + 1025];
        Check("I64", all, static value => value);
        Check("U64", unsigned, static value => value);
        Check("I32", [.. all.Select(static value => (int)value), int.MinValue, int.MaxValue, 16777217], static value => value);
        Check("U32", [.. all.Select(static value => (uint)value), uint.MaxValue, 16777217u], static value => value);
        Check("I16", [.. all.Select(static value => (short)value), short.MinValue], static value => value);
        Check("U16", [.. all.Select(static value => (ushort)value), ushort.MaxValue], static value => value);
        Check("I8", [.. all.Select(static value => (sbyte)value), sbyte.MinValue], static value => value);
        Check("U8", [.. all.Select(static value => (byte)value), byte.MaxValue], static value => value);
    }

    [Fact]
    public void Every_half_and_every_bfloat16_is_exact()
    {
        ushort[] patterns = [.. Enumerable.Range(0, 65536).Select(static i => (ushort)i)];
        Bits(patterns.Select(BitConverter.UInt16BitsToHalf).Select(static half => (double)half), Read<ushort>("F16", patterns, ElementType.Float64).ToArray<double>());
        Bits(patterns.Select(BitConverter.UInt16BitsToHalf).Select(static half => (double)half), Read<ushort>("F16", patterns, ElementType.Float32).ToDoubleArray());
        // sign, 8 bits of exponent, 7 of fraction
        double[] brain = [.. patterns.Select(static bits =>
        {
            int exponent = bits >> 7 & 255, fraction = bits & 127;
            double magnitude = exponent == 255 ? fraction == 0 ? double.PositiveInfinity : double.NaN
                : exponent == 0 ? Math.ScaleB(fraction, -126 - 7) : Math.ScaleB(128 + fraction, exponent - 127 - 7);
            return bits >> 15 == 1 ? -magnitude : magnitude;
        })];
        Bits(brain, Read<ushort>("BF16", patterns, ElementType.Float64).ToArray<double>());
        Bits(brain, Read<ushort>("BF16", patterns, ElementType.Float32).ToDoubleArray());

        static void Bits(IEnumerable<double> expected, double[] actual) =>
            Assert.True(expected.Zip(actual).All(static pair => double.IsNaN(pair.First) ? double.IsNaN(pair.Second) : BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second)));
    }

    [Fact]
    public void Floats_keep_their_bits_and_are_rounded_only_when_asked()
    {
        uint[] singles = [0, 0x80000000, 1, 0x7f800000, 0x7fc00001, 0xff812345, 0x3f800001];
        Assert.Equal(singles, MemoryMarshal.Cast<float, uint>(Read("F32", singles, null).ToArray<float>()).ToArray());
        ulong[] doubles = [0, 1UL << 63, 1, 0x7ff0000000000000, 0x7ff8000000000001, 0x3ff0000000000001];
        Assert.Equal(doubles, MemoryMarshal.Cast<double, ulong>(Read("F64", doubles, null).ToArray<double>()).ToArray());
        Assert.Equal([1f, 0f, float.PositiveInfinity, float.NaN], Read<double>("F64", [1 + 1e-12, 1e-60, double.PositiveInfinity, double.NaN], ElementType.Float32).ToArray<float>());
        Assert.Equal([1.1f, float.Epsilon], Read<float>("F32", [1.1f, float.Epsilon], ElementType.Float64).ToArray<double>());
        Assert.EndsWith("tensor 'x': element [1] is 3.5E+300, which is beyond float32", Assert.Throws<ModelFileException>(() => Read<double>("F64", [1, 3.5e300], ElementType.Float32)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boolean_is_0_or_1()
    {
        Assert.Equal([0f, 1f, 1f], Read<byte>("BOOL", [0, 1, 1], ElementType.Float32).ToArray<float>());
        Assert.EndsWith("tensor 'x' is BOOL; the byte of element [2] is 255; expected 0 or 1", Assert.Throws<ModelFileException>(() => Read<byte>("BOOL", [0, 1, 255], ElementType.Float32)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I64")]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("BOOL")]
    public void A_conversion_is_asked_for(string type) =>
        Assert.Contains($"tensor 'x' is {type}; say what to convert it to", Assert.Throws<ModelFileException>(() => Read<long>(type, [0], null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("F8_E4M3")]
    [InlineData("F8_E5M2")]
    [InlineData("F8_E8M0")]
    [InlineData("F4")]
    [InlineData("F6_E2M3")]
    [InlineData("C64")]
    public void Types_that_are_not_read_are_listed_and_named(string type) =>
        Assert.EndsWith($"tensor 'x' is {type}, which is not read; convert it to F32 where the file was made", Assert.Throws<ModelFileException>(() => Read<long>(type, [0, 0, 0], ElementType.Float32)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[1,1,1,1,1,1,1,1,1]", 1)]
    [InlineData("[0,2147483648]", 0)]
    public void A_shape_that_no_tensor_has_is_listed_and_refused_when_it_is_read(string shape, int bytes)
    {
        using var file = _scratch.Open("{\"x\":{\"dtype\":\"U8\",\"shape\":" + shape + ",\"data_offsets\":[0," + bytes + "]}}", bytes);
        Assert.Contains("a tensor here has at most 8 axes, each of at most 2147483647", Assert.Throws<ModelFileException>(() => file.Read("x", ElementType.Float32)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(131_071)]
    [InlineData(131_072)]
    [InlineData(300_001)]
    public void Pieces_join(int count)
    {
        short[] values = [.. Enumerable.Range(0, count).Select(static i => (short)(i * 31))];
        Assert.Equal(values.Select(static value => (double)value), Read("I16", values, ElementType.Float64).ToArray<double>());
        Assert.Equal(values.Select(static value => (float)value), Read<float>("F32", [.. values.Select(static value => (float)value)], null).ToArray<float>());
    }

    public void Dispose() => _scratch.Dispose();

    private void Check<T>(string type, T[] values, Func<T, BigInteger> exact) where T : unmanaged
    {
        Assert.Equal(values.Select(value => Rounded(exact(value), 24)), Read(type, values, ElementType.Float32).ToDoubleArray());
        Assert.Equal(values.Select(value => Rounded(exact(value), 53)), Read(type, values, ElementType.Float64).ToArray<double>());
    }

    /// <summary>The number of so many bits that is nearest, the even one of two.</summary>
    private static double Rounded(BigInteger value, int bits)
    {
        var magnitude = BigInteger.Abs(value);
        int excess = Math.Max(0, (int)(magnitude.GetBitLength() - bits));
        var (kept, rest) = BigInteger.DivRem(magnitude, BigInteger.One << excess);
        int comparison = excess == 0 ? -1 : rest.CompareTo(BigInteger.One << (excess - 1));
        if (comparison > 0 || comparison == 0 && !kept.IsEven) kept++;
        return double.Parse((kept * BigInteger.Pow(2, excess) * value.Sign).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private Tensor Read<T>(string type, T[] values, ElementType? elementType) where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        int bits = SafetensorsTypes.Parse(type)!.Value.BitsOf();
        using var file = _scratch.Open(ScratchFile.Bytes("{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[" + bytes.Length * 8 / bits + "],\"data_offsets\":[0," + bytes.Length + "]}}", bytes));
        return file.Read("x", elementType);
    }
}
