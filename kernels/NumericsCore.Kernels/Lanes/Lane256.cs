using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>A lane of 256 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Lane256<T>(Vector256<T> value) : IVectorLane<Lane256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public static bool IsDouble
    {
        // Said aloud: in a long formula the JIT's budget for inlining on its own initiative runs out.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Of(double value) => typeof(T) == typeof(float)
        ? new(Vector256.Create((float)value).As<float, T>())
        : new(Vector256.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Of(FormulaValue value) => Broadcast(value.As<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane256<T> value, T* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(Lane256<T> value, T* destination) => value._value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Element(Lane256<T> value, int index) => value._value.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEqual(Lane256<T> a, Lane256<T> b) => Vector256.EqualsAny(a._value, b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(Lane256<T> a, Lane256<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> a, Lane256<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(Lane256<T> a, Lane256<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(Lane256<T> a, Lane256<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> MultiplyAdd(Lane256<T> a, Lane256<T> b, Lane256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Sqrt(Lane256<T> x) => new(Vector256.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Abs(Lane256<T> x) => new(Vector256.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> RoundToEven(Lane256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Round(x._value.AsSingle()).As<float, T>())
        : new(Vector256.Round(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> PowerOfTwo(Lane256<T> n) => typeof(T) == typeof(float)
        ? new(((n._value.AsSingle() + Vector256.Create(LaneBits.SingleBias)).AsInt32() << 23).As<int, T>())
        : new(((n._value.AsDouble() + Vector256.Create(LaneBits.DoubleBias)).AsInt64() << 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> ScaleByPowerOfTwo(Lane256<T> x, Lane256<T> n) => !Avx512F.VL.IsSupported
        ? Elementary.ScaleInTwoSteps(x, n)
        : typeof(T) == typeof(float)
            ? new(Avx512F.VL.Scale(x._value.AsSingle(), n._value.AsSingle()).As<float, T>())
            : new(Avx512F.VL.Scale(x._value.AsDouble(), n._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Exponent(Lane256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.ConvertToSingle(((x._value.AsInt32() >>> 23) & Vector256.Create(0xff)) - Vector256.Create(127)).As<float, T>())
        : new(Vector256.ConvertToDouble(((x._value.AsInt64() >>> 52) & Vector256.Create(0x7ffL)) - Vector256.Create(1023L)).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Significand(Lane256<T> x) => typeof(T) == typeof(float)
        ? new(((x._value.AsInt32() & Vector256.Create(LaneBits.SingleSignAndFraction)) | Vector256.Create(LaneBits.SingleOne)).As<int, T>())
        : new(((x._value.AsInt64() & Vector256.Create(LaneBits.DoubleSignAndFraction)) | Vector256.Create(LaneBits.DoubleOne)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> SelectLess(Lane256<T> a, Lane256<T> b, Lane256<T> ifTrue, Lane256<T> ifFalse) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), ifTrue._value, ifFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> SelectLessOrEqual(Lane256<T> a, Lane256<T> b, Lane256<T> ifTrue, Lane256<T> ifFalse) =>
        new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a._value, b._value), ifTrue._value, ifFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> SelectEqual(Lane256<T> a, Lane256<T> b, Lane256<T> ifTrue, Lane256<T> ifFalse) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._value, b._value), ifTrue._value, ifFalse._value));
}
