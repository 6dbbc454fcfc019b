using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>A lane of 4 words in 256 bits: each word is the lower half of a 64-bit element, whose upper half holds anything.</summary>
internal readonly unsafe struct UInt32Lane256(Vector256<ulong> value) : IVectorUInt32Lane<UInt32Lane256>
{
    private readonly Vector256<ulong> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane256 Of(uint value) => new(Vector256.Create((ulong)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane256 operator +(UInt32Lane256 a, UInt32Lane256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane256 Xor(UInt32Lane256 a, UInt32Lane256 b, UInt32Lane256 c) => new(UInt32Vectors.Xor(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane256 MultiplyHigh(UInt32Lane256 a, UInt32Lane256 b) => new(UInt32Vectors.Multiply(a._value, b._value) >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane256 MultiplyLow(UInt32Lane256 a, UInt32Lane256 b) => new(UInt32Vectors.Multiply(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ulong first, out UInt32Lane256 low, out UInt32Lane256 high)
    {
        // the first half of the blocks at even places: unpacking then gives element order without a shuffle across 128 bits
        var blocks = Vector256.Create(first) + Vector256.Create(0UL, 2UL, 1UL, 3UL);
        low = new(blocks);
        high = new(blocks >>> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUniforms<T>(UInt32Lane256 word0, UInt32Lane256 word1, UInt32Lane256 word2, UInt32Lane256 word3, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lowerHalf = Vector256.Create((ulong)uint.MaxValue);
        var words01 = (word0._value & lowerHalf) | (word1._value << 32);
        var words23 = (word2._value & lowerHalf) | (word3._value << 32);
        StoreUniforms(UInt32Vectors.UnpackLow(words01, words23).AsUInt32(), destination);
        StoreUniforms(UInt32Vectors.UnpackHigh(words01, words23).AsUInt32(), destination + Vector256<uint>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUniforms<T>(Vector256<uint> words, T* destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            (Vector256.ConvertToSingle((words >>> 8).AsInt32()) * Vector256.Create((float)RandomWords.UniformUnit)).Store((float*)destination);
        }
        else
        {
            Uniform(Vector256.WidenLower(words)).Store((double*)destination);
            Uniform(Vector256.WidenUpper(words)).Store((double*)destination + Vector256<double>.Count);
        }
    }

    // the upper 24 bits become the first of the fraction of a number in [1, 2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Uniform(Vector256<ulong> words) =>
        (((words >>> 8) << 28) | Vector256.Create((ulong)LaneBits.DoubleOne)).AsDouble() - Vector256<double>.One;
}
