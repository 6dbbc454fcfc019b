using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A lane of one word on a GPU.</summary>
internal readonly struct GpuUInt32(uint value) : IUInt32Lane<GpuUInt32>
{
    public readonly uint Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuUInt32 Of(uint value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuUInt32 operator +(GpuUInt32 a, GpuUInt32 b) => new(unchecked(a.Value + b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuUInt32 Xor(GpuUInt32 a, GpuUInt32 b, GpuUInt32 c) => new(a.Value ^ b.Value ^ c.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuUInt32 MultiplyHigh(GpuUInt32 a, GpuUInt32 b) => new(ExactMath.MultiplyHigh(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuUInt32 MultiplyLow(GpuUInt32 a, GpuUInt32 b) => new(unchecked(a.Value * b.Value));
}
