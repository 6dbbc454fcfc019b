using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>A lane of 2 words in 128 bits: each word is the lower half of a 64-bit element, whose upper half holds anything.</summary>
internal readonly unsafe struct UInt32Lane128(Vector128<ulong> value) : IVectorUInt32Lane<UInt32Lane128>
{
    private readonly Vector128<ulong> _value = value;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane128 Of(uint value) => new(Vector128.Create((ulong)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane128 operator +(UInt32Lane128 a, UInt32Lane128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane128 Xor(UInt32Lane128 a, UInt32Lane128 b, UInt32Lane128 c) => new(UInt32Vectors.Xor(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane128 MultiplyHigh(UInt32Lane128 a, UInt32Lane128 b) => new(UInt32Vectors.Multiply(a._value, b._value) >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt32Lane128 MultiplyLow(UInt32Lane128 a, UInt32Lane128 b) => new(UInt32Vectors.Multiply(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ulong first, out UInt32Lane128 low, out UInt32Lane128 high)
    {
        // the first half of the blocks at even places: unpacking then gives element order without a shuffle across 128 bits
        var blocks = Vector128.Create(first) + Vector128.Create(0UL, 1UL);
        low = new(blocks);
        high = new(blocks >>> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUniforms<T>(UInt32Lane128 word0, UInt32Lane128 word1, UInt32Lane128 word2, UInt32Lane128 word3, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lowerHalf = Vector128.Create((ulong)uint.MaxValue);
        var words01 = (word0._value & lowerHalf) | (word1._value << 32);
        var words23 = (word2._value & lowerHalf) | (word3._value << 32);
        StoreUniforms(UInt32Vectors.UnpackLow(words01, words23).AsUInt32(), destination);
        StoreUniforms(UInt32Vectors.UnpackHigh(words01, words23).AsUInt32(), destination + Vector128<uint>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUniforms<T>(Vector128<uint> words, T* destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            (Vector128.ConvertToSingle((words >>> 8).AsInt32()) * Vector128.Create((float)RandomWords.UniformUnit)).Store((float*)destination);
        }
        else
        {
            Uniform(Vector128.WidenLower(words)).Store((double*)destination);
            Uniform(Vector128.WidenUpper(words)).Store((double*)destination + Vector128<double>.Count);
        }
    }

    // the upper 24 bits become the first of the fraction of a number in [1, 2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Uniform(Vector128<ulong> words) =>
        (((words >>> 8) << 28) | Vector128.Create((ulong)LaneBits.DoubleOne)).AsDouble() - Vector128<double>.One;
}
