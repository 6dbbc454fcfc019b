using System.Runtime.CompilerServices;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>A lane of one float64 on a GPU.</summary>
internal readonly struct GpuDouble(double value) : IGpuLane<GpuDouble>
{
    public readonly double Value = value;

    public static bool IsDouble => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble Of(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble Of(FormulaValue value) => new(Interop.IntAsFloat((ulong)value.DoubleBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble FromInteger(long value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble FromSingle(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less(GpuDouble a, GpuDouble b) => ExactMath.IsLess(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(GpuDouble x) => ExactMath.IsNaN(x.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble operator +(GpuDouble a, GpuDouble b) => new(ExactMath.Add(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble operator -(GpuDouble a, GpuDouble b) => new(ExactMath.Subtract(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble operator *(GpuDouble a, GpuDouble b) => new(ExactMath.Multiply(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble operator /(GpuDouble a, GpuDouble b) => new(ExactMath.Divide(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble operator -(GpuDouble a) => new(ExactMath.Negate(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble MultiplyAdd(GpuDouble a, GpuDouble b, GpuDouble c) => new(ExactMath.MultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble Sqrt(GpuDouble x) => new(ExactMath.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble Abs(GpuDouble x) => new(ExactMath.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble RoundToEven(GpuDouble x) => new(ExactMath.RoundToEven(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble PowerOfTwo(GpuDouble n) => new(Interop.IntAsFloat(Interop.FloatAsInt(ExactMath.Add(n.Value, LaneBits.DoubleBias)) << 52));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble ScaleByPowerOfTwo(GpuDouble x, GpuDouble n) => Elementary.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble Exponent(GpuDouble x) => new((int)((Interop.FloatAsInt(x.Value) >> 52) & 0x7ff) - 1023);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble Significand(GpuDouble x) =>
        new(Interop.IntAsFloat((Interop.FloatAsInt(x.Value) & unchecked((ulong)LaneBits.DoubleSignAndFraction)) | LaneBits.DoubleOne));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble SelectLess(GpuDouble a, GpuDouble b, GpuDouble ifTrue, GpuDouble ifFalse) =>
        new(ExactMath.SelectLess(a.Value, b.Value, ifTrue.Value, ifFalse.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble SelectLessOrEqual(GpuDouble a, GpuDouble b, GpuDouble ifTrue, GpuDouble ifFalse) =>
        new(ExactMath.SelectLessOrEqual(a.Value, b.Value, ifTrue.Value, ifFalse.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuDouble SelectEqual(GpuDouble a, GpuDouble b, GpuDouble ifTrue, GpuDouble ifFalse) =>
        new(ExactMath.SelectEqual(a.Value, b.Value, ifTrue.Value, ifFalse.Value));
}
