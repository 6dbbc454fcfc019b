using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A lane of one number: what a CPU without SIMD computes with.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct ScalarLane<T>(T value) : IVectorLane<ScalarLane<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static bool IsDouble
    {
        // Said aloud: in a long formula the JIT's budget for inlining on its own initiative runs out.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Of(double value) => new(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Of(FormulaValue value) => Broadcast(value.As<T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Broadcast(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Load(T* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ScalarLane<T> value, T* destination) => *destination = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(ScalarLane<T> value, T* destination) => *destination = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Element(ScalarLane<T> value, int index) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEqual(ScalarLane<T> a, ScalarLane<T> b) => a._value == b._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator +(ScalarLane<T> a, ScalarLane<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator -(ScalarLane<T> a, ScalarLane<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator *(ScalarLane<T> a, ScalarLane<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator /(ScalarLane<T> a, ScalarLane<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator -(ScalarLane<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> MultiplyAdd(ScalarLane<T> a, ScalarLane<T> b, ScalarLane<T> c) =>
        new(T.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Sqrt(ScalarLane<T> x) => new(T.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Abs(ScalarLane<T> x) => new(T.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> RoundToEven(ScalarLane<T> x) => new(T.Round(x._value, MidpointRounding.ToEven));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> PowerOfTwo(ScalarLane<T> n) => typeof(T) == typeof(float)
        ? FromBits(ToBits((float)(object)(n._value + Of(LaneBits.SingleBias)._value)) << 23)
        : FromBits(ToBits((double)(object)(n._value + Of(LaneBits.DoubleBias)._value)) << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> ScaleByPowerOfTwo(ScalarLane<T> x, ScalarLane<T> n) => Elementary.ScaleInTwoSteps(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Exponent(ScalarLane<T> x) => typeof(T) == typeof(float)
        ? new(T.CreateTruncating(((ToBits((float)(object)x._value) >> 23) & 0xff) - 127))
        : new(T.CreateTruncating(((ToBits((double)(object)x._value) >> 52) & 0x7ff) - 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Significand(ScalarLane<T> x) => typeof(T) == typeof(float)
        ? FromBits((ToBits((float)(object)x._value) & LaneBits.SingleSignAndFraction) | LaneBits.SingleOne)
        : FromBits((ToBits((double)(object)x._value) & LaneBits.DoubleSignAndFraction) | LaneBits.DoubleOne);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> SelectLess(ScalarLane<T> a, ScalarLane<T> b, ScalarLane<T> ifTrue, ScalarLane<T> ifFalse) =>
        a._value < b._value ? ifTrue : ifFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> SelectLessOrEqual(ScalarLane<T> a, ScalarLane<T> b, ScalarLane<T> ifTrue, ScalarLane<T> ifFalse) =>
        a._value <= b._value ? ifTrue : ifFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> SelectEqual(ScalarLane<T> a, ScalarLane<T> b, ScalarLane<T> ifTrue, ScalarLane<T> ifFalse) =>
        a._value == b._value ? ifTrue : ifFalse;

    private static int ToBits(float value) => BitConverter.SingleToInt32Bits(value);

    private static long ToBits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static ScalarLane<T> FromBits(int bits) => new((T)(object)BitConverter.Int32BitsToSingle(bits));

    private static ScalarLane<T> FromBits(long bits) => new((T)(object)BitConverter.Int64BitsToDouble(bits));
}
