using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

internal readonly struct ExtendUnsigned : IWidening<ulong, uint>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Apply(Vector128<uint> a, Vector128<uint> b, Vector256<ulong> c) => Extend.Unsigned(a);
}

internal readonly struct ExtendSigned : IWidening<long, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Apply(Vector128<int> a, Vector128<int> b, Vector256<long> c) => Extend.Signed(a);
}

internal readonly struct ExtendFloat : IWidening<double, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Apply(Vector128<float> a, Vector128<float> b, Vector256<double> c) => Extend.Float(a);
}

/// <summary>A whole number of a type as one of another: the lowest bits, extended to the register by the sign of the result's type.</summary>
internal readonly struct Recast<TTo, TFrom, TResult, T> : IScalarUnary<TResult, T>
    where TTo : unmanaged, IBinaryInteger<TTo> where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TResult : unmanaged, IBinaryInteger<TResult> where T : unmanaged, IBinaryInteger<T>
{
    public static TResult Apply(T a) => TResult.CreateTruncating(TTo.CreateTruncating(TFrom.CreateTruncating(a)));
}

/// <summary>The nearest float64, rounded once.</summary>
internal readonly struct ToDouble<T> : IScalarUnary<double, T> where T : unmanaged, IBinaryInteger<T>
{
    public static double Apply(T a) => WholeNumber.ToDouble(a);
}

/// <summary>The nearest float32, rounded once.</summary>
internal readonly struct ToSingle<T> : IScalarUnary<float, T> where T : unmanaged, IBinaryInteger<T>
{
    public static float Apply(T a) => WholeNumber.ToSingle(a);
}

/// <summary>A number without its fraction; past the type's range its end; of NaN 0.</summary>
internal readonly struct ToInteger<T, TFloat> : IScalarUnary<T, TFloat> where T : unmanaged, IBinaryInteger<T> where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    public static T Apply(TFloat a) => T.CreateSaturating(TFloat.Truncate(a));
}

/// <summary>The whole number nearest to a number, of two the even one.</summary>
internal readonly struct ToNearestInteger<T, TFloat> : IScalarUnary<T, TFloat> where T : unmanaged, IBinaryInteger<T> where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    public static T Apply(TFloat a) => T.CreateSaturating(TFloat.Round(a, MidpointRounding.ToEven));
}

internal readonly struct DoubleToSingle : IScalarUnary<float, double>
{
    public static float Apply(double a) => NotANumber.Canonical((float)a);
}

/// <summary>float32 with the 10 bits of fraction of TF32: to the nearest, of two away from 0.</summary>
internal readonly struct RoundToTf32 : IScalarUnary<uint, uint>
{
    private const uint Infinity = 0x7f800000, HalfOfLast = 0x1000, Dropped = 0x1fff;

    public static uint Apply(uint a) =>
        (a & ~0x80000000) > Infinity ? NotANumber.Canonical32
        : (a & Infinity) == Infinity ? a
        : (a + HalfOfLast) & ~Dropped;
}

/// <summary>Two float32 as bf16, to the nearest, of two the even one: the first in the upper half.</summary>
internal readonly struct PackBFloat16 : IScalarBinary<uint, uint>
{
    public static uint Apply(uint a, uint b) => (Round(a) << 16) | Round(b);

    private static uint Round(uint x) => (x & ~0x80000000) > 0x7f800000 ? 0x7fff : (x + 0x7fff + ((x >> 16) & 1)) >> 16;
}

/// <summary>Conversions of whole numbers that round once, whatever the machine's own do.</summary>
internal static class WholeNumber
{
    public static double ToDouble<T>(T value) where T : unmanaged, IBinaryInteger<T>
    {
        double magnitude = ToDouble(Magnitude(value));
        return T.IsNegative(value) ? -magnitude : magnitude;
    }

    public static float ToSingle<T>(T value) where T : unmanaged, IBinaryInteger<T>
    {
        float magnitude = ToSingle(Magnitude(value));
        return T.IsNegative(value) ? -magnitude : magnitude;
    }

    private static ulong Magnitude<T>(T value) where T : unmanaged, IBinaryInteger<T> =>
        T.IsNegative(value) ? 0 - ulong.CreateTruncating(value) : ulong.CreateTruncating(value);

    // both halves are exact, so that their sum is what is rounded
    private static double ToDouble(ulong value) => ((double)(uint)(value >> 32) * 4294967296.0) + (uint)value;

    private static float ToSingle(ulong value)
    {
        // what is dropped leaves a bit behind, far below float32's last, so that float64 holds all that rounding asks for
        const int Dropped = 11;
        return value < 1ul << 53 ? (float)(double)value
            : (float)((double)((value >> Dropped) | ((value & ((1ul << Dropped) - 1)) != 0 ? 1ul : 0)) * (1 << Dropped));
    }
}
