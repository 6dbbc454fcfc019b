using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>A lane of 8 words in 512 bits: each word is the lower half of a 64-bit element, whose upper half holds anything.</summary>
internal readonly unsafe struct UInt32Lane512(Vector512<ulong> value) : IVectorUInt32Lane<UInt32Lane512>
{
    private readonly Vector512<ulong> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane512 Of(uint value) => new(Vector512.Create((ulong)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane512 operator +(UInt32Lane512 a, UInt32Lane512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane512 Xor(UInt32Lane512 a, UInt32Lane512 b, UInt32Lane512 c) => new(UInt32Vectors.Xor(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane512 MultiplyHigh(UInt32Lane512 a, UInt32Lane512 b) => new(UInt32Vectors.Multiply(a._value, b._value) >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane512 MultiplyLow(UInt32Lane512 a, UInt32Lane512 b) => new(UInt32Vectors.Multiply(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ulong first, out UInt32Lane512 low, out UInt32Lane512 high)
    {
        // the first half of the blocks at even places: unpacking then gives element order without a shuffle across 128 bits
        var blocks = Vector512.Create(first) + Vector512.Create(0UL, 4UL, 1UL, 5UL, 2UL, 6UL, 3UL, 7UL);
        low = new(blocks);
        high = new(blocks >>> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUniforms<T>(UInt32Lane512 word0, UInt32Lane512 word1, UInt32Lane512 word2, UInt32Lane512 word3, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lowerHalf = Vector512.Create((ulong)uint.MaxValue);
        var words01 = (word0._value & lowerHalf) | (word1._value << 32);
        var words23 = (word2._value & lowerHalf) | (word3._value << 32);
        StoreUniforms(UInt32Vectors.UnpackLow(words01, words23).AsUInt32(), destination);
        StoreUniforms(UInt32Vectors.UnpackHigh(words01, words23).AsUInt32(), destination + Vector512<uint>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUniforms<T>(Vector512<uint> words, T* destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            (Vector512.ConvertToSingle((words >>> 8).AsInt32()) * Vector512.Create((float)RandomWords.UniformUnit)).Store((float*)destination);
        }
        else
        {
            Uniform(Vector512.WidenLower(words)).Store((double*)destination);
            Uniform(Vector512.WidenUpper(words)).Store((double*)destination + Vector512<double>.Count);
        }
    }

    // the upper 24 bits become the first of the fraction of a number in [1, 2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector512<ulong> words) =>
        (((words >>> 8) << 28) | Vector512.Create((ulong)LaneBits.DoubleOne)).AsDouble() - Vector512<double>.One;
}
