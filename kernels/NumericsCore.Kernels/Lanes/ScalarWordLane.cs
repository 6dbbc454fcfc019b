using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A lane of one word.</summary>
internal readonly unsafe struct ScalarWordLane(uint value) : IVectorWordLane<ScalarWordLane>
{
    public uint Value { get; } = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarWordLane Of(uint value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarWordLane operator +(ScalarWordLane a, ScalarWordLane b) => new(unchecked(a.Value + b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarWordLane Xor(ScalarWordLane a, ScalarWordLane b, ScalarWordLane c) => new(a.Value ^ b.Value ^ c.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarWordLane MultiplyHigh(ScalarWordLane a, ScalarWordLane b) => new((uint)(((ulong)a.Value * b.Value) >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarWordLane MultiplyLow(ScalarWordLane a, ScalarWordLane b) => new(unchecked(a.Value * b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ulong first, out ScalarWordLane low, out ScalarWordLane high)
    {
        low = new((uint)first);
        high = new((uint)(first >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUniforms<T>(ScalarWordLane word0, ScalarWordLane word1, ScalarWordLane word2, ScalarWordLane word3, T* destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        destination[0] = Uniform<T>(word0);
        destination[1] = Uniform<T>(word1);
        destination[2] = Uniform<T>(word2);
        destination[3] = Uniform<T>(word3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Uniform<T>(ScalarWordLane word) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating((int)(word.Value >> 8)) * T.CreateTruncating(RandomWords.UniformUnit);
}
