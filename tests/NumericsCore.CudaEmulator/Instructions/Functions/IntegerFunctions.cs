using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        return Vector256.Narrow(Product.Of(a0, b0) >>> 32, Product.Of(a1, b1) >>> 32);
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
    public static Vector256<ulong> Apply(Vector128<uint> a, Vector128<uint> b, Vector256<ulong> c) => Product.Of(Extend.Unsigned(a), Extend.Unsigned(b));
}

internal readonly struct MultiplyWideSigned : IWidening<long, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Apply(Vector128<int> a, Vector128<int> b, Vector256<long> c) => Product.Of(Extend.Signed(a), Extend.Signed(b));
}

internal readonly struct MultiplyAddWide : IWidening<ulong, uint>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Apply(Vector128<uint> a, Vector128<uint> b, Vector256<ulong> c) => Product.Of(Extend.Unsigned(a), Extend.Unsigned(b)) + c;
}

internal readonly struct MultiplyAddWideSigned : IWidening<long, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Apply(Vector128<int> a, Vector128<int> b, Vector256<long> c) => Product.Of(Extend.Signed(a), Extend.Signed(b)) + c;
}

/// <summary>Products of 64 bits of factors that were extended from 32, for which machines have a faster instruction.</summary>
internal static class Product
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Of(Vector256<ulong> a, Vector256<ulong> b) => Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32()) : a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Of(Vector256<long> a, Vector256<long> b) => Avx2.IsSupported ? Avx2.Multiply(a.AsInt32(), b.AsInt32()) : a * b;
}
