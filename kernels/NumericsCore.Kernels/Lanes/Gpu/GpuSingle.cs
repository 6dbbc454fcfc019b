using System.Runtime.CompilerServices;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>A lane of one float32 on a GPU.</summary>
internal readonly struct GpuSingle(float value) : IGpuLane<GpuSingle>
{
    public readonly float Value = value;

    public static bool IsDouble => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle Of(double value) => new((float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle Of(FormulaValue value) => new(value.Single);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle FromInteger(long value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle FromSingle(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less(GpuSingle a, GpuSingle b) => ExactMath.IsLess(a.Value, b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(GpuSingle x) => ExactMath.IsNaN(x.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle operator +(GpuSingle a, GpuSingle b) => new(ExactMath.Add(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle operator -(GpuSingle a, GpuSingle b) => new(ExactMath.Subtract(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle operator *(GpuSingle a, GpuSingle b) => new(ExactMath.Multiply(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle operator /(GpuSingle a, GpuSingle b) => new(ExactMath.Divide(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle operator -(GpuSingle a) => new(ExactMath.Negate(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle MultiplyAdd(GpuSingle a, GpuSingle b, GpuSingle c) => new(ExactMath.MultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle Sqrt(GpuSingle x) => new(ExactMath.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle Abs(GpuSingle x) => new(ExactMath.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle RoundToEven(GpuSingle x) => new(ExactMath.RoundToEven(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle PowerOfTwo(GpuSingle n) => new(Interop.IntAsFloat(Interop.FloatAsInt(ExactMath.Add(n.Value, LaneBits.SingleBias)) << 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle ScaleByPowerOfTwo(GpuSingle x, GpuSingle n) => Elementary.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle Exponent(GpuSingle x) => new((int)((Interop.FloatAsInt(x.Value) >> 23) & 0xff) - 127);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle Significand(GpuSingle x) =>
        new(Interop.IntAsFloat((Interop.FloatAsInt(x.Value) & unchecked((uint)LaneBits.SingleSignAndFraction)) | LaneBits.SingleOne));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle SelectLess(GpuSingle a, GpuSingle b, GpuSingle ifTrue, GpuSingle ifFalse) =>
        new(ExactMath.SelectLess(a.Value, b.Value, ifTrue.Value, ifFalse.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle SelectLessOrEqual(GpuSingle a, GpuSingle b, GpuSingle ifTrue, GpuSingle ifFalse) =>
        new(ExactMath.SelectLessOrEqual(a.Value, b.Value, ifTrue.Value, ifFalse.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GpuSingle SelectEqual(GpuSingle a, GpuSingle b, GpuSingle ifTrue, GpuSingle ifFalse) =>
        new(ExactMath.SelectEqual(a.Value, b.Value, ifTrue.Value, ifFalse.Value));
}
