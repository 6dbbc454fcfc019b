using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>A lane of 128 bits.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Lane128<T>(Vector128<T> value) : IVectorLane<Lane128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    public static bool IsDouble
    {
        // Said aloud: in a long formula the JIT's budget for inlining on its own initiative runs out.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Of(double value) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)value).As<float, T>())
        : new(Vector128.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Of(FormulaValue value) => Broadcast(value.As<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane128<T> value, T* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(Lane128<T> value, T* destination) => value._value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Element(Lane128<T> value, int index) => value._value.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEqual(Lane128<T> a, Lane128<T> b) => Vector128.EqualsAny(a._value, b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(Lane128<T> a, Lane128<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> a, Lane128<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(Lane128<T> a, Lane128<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(Lane128<T> a, Lane128<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> MultiplyAdd(Lane128<T> a, Lane128<T> b, Lane128<T> c) => typeof(T) == typeof(float)
        ? new((SoftwareFma.IsNeeded
            ? SoftwareFma.MultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle())
            : Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle())).As<float, T>())
        : new((SoftwareFma.IsNeeded
            ? SoftwareFma.MultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble())
            : Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Sqrt(Lane128<T> x) => new(Vector128.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Abs(Lane128<T> x) => new(Vector128.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> RoundToEven(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Round(x._value.AsSingle()).As<float, T>())
        : new(Vector128.Round(x._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> PowerOfTwo(Lane128<T> n) => typeof(T) == typeof(float)
        ? new(((n._value.AsSingle() + Vector128.Create(LaneBits.SingleBias)).AsInt32() << 23).As<int, T>())
        : new(((n._value.AsDouble() + Vector128.Create(LaneBits.DoubleBias)).AsInt64() << 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> ScaleByPowerOfTwo(Lane128<T> x, Lane128<T> n) => !Avx512F.VL.IsSupported
        ? Elementary.ScaleInTwoSteps(x, n)
        : typeof(T) == typeof(float)
            ? new(Avx512F.VL.Scale(x._value.AsSingle(), n._value.AsSingle()).As<float, T>())
            : new(Avx512F.VL.Scale(x._value.AsDouble(), n._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Exponent(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.ConvertToSingle(((x._value.AsInt32() >>> 23) & Vector128.Create(0xff)) - Vector128.Create(127)).As<float, T>())
        : new(Vector128.ConvertToDouble(((x._value.AsInt64() >>> 52) & Vector128.Create(0x7ffL)) - Vector128.Create(1023L)).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Significand(Lane128<T> x) => typeof(T) == typeof(float)
        ? new(((x._value.AsInt32() & Vector128.Create(LaneBits.SingleSignAndFraction)) | Vector128.Create(LaneBits.SingleOne)).As<int, T>())
        : new(((x._value.AsInt64() & Vector128.Create(LaneBits.DoubleSignAndFraction)) | Vector128.Create(LaneBits.DoubleOne)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> SelectLess(Lane128<T> a, Lane128<T> b, Lane128<T> ifTrue, Lane128<T> ifFalse) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), ifTrue._value, ifFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> SelectLessOrEqual(Lane128<T> a, Lane128<T> b, Lane128<T> ifTrue, Lane128<T> ifFalse) =>
        new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a._value, b._value), ifTrue._value, ifFalse._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> SelectEqual(Lane128<T> a, Lane128<T> b, Lane128<T> ifTrue, Lane128<T> ifFalse) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a._value, b._value), ifTrue._value, ifFalse._value));
}
