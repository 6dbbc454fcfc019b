using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

internal readonly struct Add<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a + b;
}

internal readonly struct Subtract<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a - b;
}

internal readonly struct MultiplyLow<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a * b;
}

internal readonly struct MultiplyAddLow<T> : ITernary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b, Vector256<T> c) => (a * b) + c;
}

internal readonly struct Min<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);
}

internal readonly struct Max<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);
}

internal readonly struct NegateInteger<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => Vector256<T>.Zero - a;
}

/// <summary>|a|; the least value stays as it is.</summary>
internal readonly struct AbsInteger<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256<T>.Zero), Vector256<T>.Zero - a, a);
}

internal readonly struct MultiplyHigh32 : IBinary<uint>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Apply(Vector256<uint> a, Vector256<uint> b)
    {
        var (a0, a1) = Vector256.Widen(a);
        var (b0, b1) = Vector256.Widen(b);
        return Vector256.Narrow((a0 * b0) >>> 32, (a1 * b1) >>> 32);
    }
}

internal readonly struct MultiplyHighSigned32 : IScalarBinary<int, int>
{
    public static int Apply(int a, int b) => (int)(((long)a * b) >> 32);
}

internal readonly struct MultiplyHigh64 : IScalarBinary<ulong, ulong>
{
    public static ulong Apply(ulong a, ulong b) => Math.BigMul(a, b, out _);
}

internal readonly struct MultiplyHighSigned64 : IScalarBinary<long, long>
{
    public static long Apply(long a, long b) => Math.BigMul(a, b, out _);
}

internal readonly struct MultiplyWide : IWidening<ulong, uint>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Apply(Vector128<uint> a, Vector128<uint> b, Vector256<ulong> c) => Extend.Unsigned(a) * Extend.Unsigned(b);
}

internal readonly struct MultiplyWideSigned : IWidening<long, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Apply(Vector128<int> a, Vector128<int> b, Vector256<long> c) => Extend.Signed(a) * Extend.Signed(b);
}

internal readonly struct MultiplyAddWide : IWidening<ulong, uint>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Apply(Vector128<uint> a, Vector128<uint> b, Vector256<ulong> c) => (Extend.Unsigned(a) * Extend.Unsigned(b)) + c;
}

internal readonly struct MultiplyAddWideSigned : IWidening<long, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Apply(Vector128<int> a, Vector128<int> b, Vector256<long> c) => (Extend.Signed(a) * Extend.Signed(b)) + c;
}

/// <summary>a / b, truncated; by 0: all bits set, as the hardware gives.</summary>
internal readonly struct DivideInteger<T> : IScalarBinary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.IsZero(b) ? T.AllBitsSet : IntegerTraits.IsMinusOne(b) ? T.Zero - a : a / b;
}

/// <summary>The remainder of a / b, with the sign of a; by 0: a.</summary>
internal readonly struct Remainder<T> : IScalarBinary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.IsZero(b) ? a : IntegerTraits.IsMinusOne(b) ? T.Zero : a % b;
}

internal static class IntegerTraits
{
    /// <summary>Whether a value is -1 of a signed type, by which the least value cannot be divided.</summary>
    public static bool IsMinusOne<T>(T value) where T : unmanaged, IBinaryInteger<T> => value == T.AllBitsSet && T.IsNegative(value);
}

/// <summary>Lanes of 32 bits as lanes of 64 bits.</summary>
internal static class Extend
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Unsigned(Vector128<uint> a) => Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Signed(Vector128<int> a) => Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));
}
