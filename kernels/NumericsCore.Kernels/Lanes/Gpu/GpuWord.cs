using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A lane of one word on a GPU.</summary>
internal readonly struct GpuWord(uint value) : IWordLane<GpuWord>
{
    public readonly uint Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuWord Of(uint value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuWord operator +(GpuWord a, GpuWord b) => new(unchecked(a.Value + b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuWord Xor(GpuWord a, GpuWord b, GpuWord c) => new(a.Value ^ b.Value ^ c.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuWord MultiplyHigh(GpuWord a, GpuWord b) => new(ExactMath.MultiplyHigh(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuWord MultiplyLow(GpuWord a, GpuWord b) => new(unchecked(a.Value * b.Value));
}
