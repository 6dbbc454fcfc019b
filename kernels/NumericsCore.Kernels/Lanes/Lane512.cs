using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>A lane of 512 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Lane512<T>(Vector512<T> value) : IVectorLane<Lane512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static bool IsDouble
    {
        // Said aloud: in a long formula the JIT's budget for inlining on its own initiative runs out.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Of(double value) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)value).As<float, T>())
        : new(Vector512.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Of(FormulaValue value) => Broadcast(value.As<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane512<T> value, T* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(Lane512<T> value, T* destination) => value._value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Element(Lane512<T> value, int index) => value._value.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEqual(Lane512<T> a, Lane512<T> b) => Vector512.EqualsAny(a._value, b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator +(Lane512<T> a, Lane512<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> a, Lane512<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator *(Lane512<T> a, Lane512<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator /(Lane512<T> a, Lane512<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> MultiplyAdd(Lane512<T> a, Lane512<T> b, Lane512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Sqrt(Lane512<T> x) => new(Vector512.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Abs(Lane512<T> x) => new(Vector512.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> RoundToEven(Lane512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Round(x._value.AsSingle()).As<float, T>())
        : new(Vector512.Round(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> PowerOfTwo(Lane512<T> n) => typeof(T) == typeof(float)
        ? new(((n._value.AsSingle() + Vector512.Create(LaneBits.SingleBias)).AsInt32() << 23).As<int, T>())
        : new(((n._value.AsDouble() + Vector512.Create(LaneBits.DoubleBias)).AsInt64() << 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> ScaleByPowerOfTwo(Lane512<T> x, Lane512<T> n) => !Avx512F.IsSupported
        ? Elementary.ScaleInTwoSteps(x, n)
        : typeof(T) == typeof(float)
            ? new(Avx512F.Scale(x._value.AsSingle(), n._value.AsSingle()).As<float, T>())
            : new(Avx512F.Scale(x._value.AsDouble(), n._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Exponent(Lane512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.ConvertToSingle(((x._value.AsInt32() >>> 23) & Vector512.Create(0xff)) - Vector512.Create(127)).As<float, T>())
        : new(Vector512.ConvertToDouble(((x._value.AsInt64() >>> 52) & Vector512.Create(0x7ffL)) - Vector512.Create(1023L)).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Significand(Lane512<T> x) => typeof(T) == typeof(float)
        ? new(((x._value.AsInt32() & Vector512.Create(LaneBits.SingleSignAndFraction)) | Vector512.Create(LaneBits.SingleOne)).As<int, T>())
        : new(((x._value.AsInt64() & Vector512.Create(LaneBits.DoubleSignAndFraction)) | Vector512.Create(LaneBits.DoubleOne)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> SelectLess(Lane512<T> a, Lane512<T> b, Lane512<T> ifTrue, Lane512<T> ifFalse) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), ifTrue._value, ifFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> SelectLessOrEqual(Lane512<T> a, Lane512<T> b, Lane512<T> ifTrue, Lane512<T> ifFalse) =>
        new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a._value, b._value), ifTrue._value, ifFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> SelectEqual(Lane512<T> a, Lane512<T> b, Lane512<T> ifTrue, Lane512<T> ifFalse) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._value, b._value), ifTrue._value, ifFalse._value));
}
