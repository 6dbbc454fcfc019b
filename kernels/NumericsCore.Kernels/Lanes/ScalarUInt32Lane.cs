using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A lane of one word.</summary>
internal readonly unsafe struct ScalarUInt32Lane(uint value) : IVectorUInt32Lane<ScalarUInt32Lane>
{
    public uint Value { get; } = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarUInt32Lane Of(uint value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarUInt32Lane operator +(ScalarUInt32Lane a, ScalarUInt32Lane b) => new(unchecked(a.Value + b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarUInt32Lane Xor(ScalarUInt32Lane a, ScalarUInt32Lane b, ScalarUInt32Lane c) => new(a.Value ^ b.Value ^ c.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarUInt32Lane MultiplyHigh(ScalarUInt32Lane a, ScalarUInt32Lane b) => new((uint)(((ulong)a.Value * b.Value) >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarUInt32Lane MultiplyLow(ScalarUInt32Lane a, ScalarUInt32Lane b) => new(unchecked(a.Value * b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ulong first, out ScalarUInt32Lane low, out ScalarUInt32Lane high)
    {
        low = new((uint)first);
        high = new((uint)(first >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUniforms<T>(ScalarUInt32Lane word0, ScalarUInt32Lane word1, ScalarUInt32Lane word2, ScalarUInt32Lane word3, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        destination[0] = Uniform<T>(word0);
        destination[1] = Uniform<T>(word1);
        destination[2] = Uniform<T>(word2);
        destination[3] = Uniform<T>(word3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Uniform<T>(ScalarUInt32Lane word) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating((int)(word.Value >> 8)) * T.CreateTruncating(RandomWords.UniformUnit);
}
