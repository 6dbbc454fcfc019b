using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.CudaEmulator;

internal readonly struct Identity<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => a;
}

internal readonly struct And<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a & b;
}

internal readonly struct Or<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a | b;
}

internal readonly struct Xor<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a ^ b;
}

internal readonly struct Not<T> : IUnary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a) => ~a;
}

/// <summary>a shifted to the left; by the width or more: 0.</summary>
internal readonly struct ShiftLeft<T> : IBinary<T> where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<T> Apply(Vector256<T> a, Vector256<T> b) =>
        !Avx2.IsSupported ? Elementwise.Apply<ScalarShiftLeft<T>, T>(a, b)
        : sizeof(T) == 4 ? Avx2.ShiftLeftLogicalVariable(a.As<T, uint>(), b.As<T, uint>()).As<uint, T>()
        : Avx2.ShiftLeftLogicalVariable(a.As<T, ulong>(), b.As<T, ulong>()).As<ulong, T>();
}

/// <summary>a shifted to the right, its sign following if its type has one; by the width or more: 0 or the sign.</summary>
internal readonly struct ShiftRight<T> : IBinary<T> where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b)
    {
        if (Avx2.IsSupported)
        {
            if (typeof(T) == typeof(int)) return Avx2.ShiftRightArithmeticVariable(a.AsInt32(), b.AsUInt32()).As<int, T>();
            if (typeof(T) == typeof(uint)) return Avx2.ShiftRightLogicalVariable(a.AsUInt32(), b.AsUInt32()).As<uint, T>();
            if (typeof(T) == typeof(ulong)) return Avx2.ShiftRightLogicalVariable(a.AsUInt64(), b.AsUInt64()).As<ulong, T>();
            if (Avx512F.VL.IsSupported) return Avx512F.VL.ShiftRightArithmeticVariable(a.AsInt64(), b.AsUInt64()).As<long, T>();
        }

        return Elementwise.Apply<ScalarShiftRight<T>, T>(a, b);
    }
}

internal readonly struct ScalarShiftLeft<T> : IScalarBinary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a, T b) => uint.CreateTruncating(b) >= 8 * sizeof(T) ? T.Zero : a << int.CreateTruncating(b);
}

internal readonly struct ScalarShiftRight<T> : IScalarBinary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a, T b) => uint.CreateTruncating(b) < 8 * sizeof(T) ? a >> int.CreateTruncating(b) : T.IsNegative(a) ? T.AllBitsSet : T.Zero;
}

internal readonly struct PopulationCount<T> : IScalarUnary<uint, T> where T : unmanaged, IBinaryInteger<T>
{
    public static uint Apply(T a) => uint.CreateTruncating(T.PopCount(a));
}

internal readonly struct LeadingZeros<T> : IScalarUnary<uint, T> where T : unmanaged, IBinaryInteger<T>
{
    public static uint Apply(T a) => uint.CreateTruncating(T.LeadingZeroCount(a));
}

internal readonly struct ReverseBits<T> : IScalarUnary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a)
    {
        T reversed = T.Zero;
        for (int bit = 0; bit < 8 * sizeof(T); bit++, a >>>= 1) reversed = (reversed << 1) | (a & T.One);
        return reversed;
    }
}

/// <summary>The bits of a from position b on, c of them; the sign is the field's highest bit.</summary>
internal static class BitField
{
    public static uint Extract(uint a, uint position, uint length)
    {
        (position, length) = (position & 0xff, length & 0xff);
        uint field = position > 31 ? 0 : a >> (int)position;
        return length > 31 ? field : field & ((1u << (int)length) - 1);
    }

    public static int ExtractSigned(int a, int position, int length)
    {
        (position, length) = (position & 0xff, length & 0xff);
        if (length == 0) return 0;
        int highest = Math.Min(position + length - 1, 31);
        int moved = a << (31 - highest);
        return position > 31 ? a >> 31 : moved >> (31 - highest + position);
    }
}

internal readonly struct ExtractBits : IScalarTernary<uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => BitField.Extract(a, b, c);
}

internal readonly struct ExtractSignedBits : IScalarTernary<int, int>
{
    public static int Apply(int a, int b, int c) => BitField.ExtractSigned(a, b, c);
}

/// <summary>b with the lowest d bits of a from position c on.</summary>
internal readonly struct InsertBits : IScalarQuaternary
{
    public static uint Apply(uint a, uint b, uint c, uint d)
    {
        (c, d) = (c & 0xff, d & 0xff);
        if (c > 31 || d == 0) return b;
        uint mask = (d > 31 ? uint.MaxValue : (1u << (int)d) - 1) << (int)c;
        return (b & ~mask) | ((a << (int)c) & mask);
    }
}

/// <summary>The function of three bits that d tabulates, bit by bit.</summary>
internal readonly struct LogicOfThree : IScalarQuaternary
{
    public static uint Apply(uint a, uint b, uint c, uint d)
    {
        uint result = 0;
        for (int row = 0; row < 8; row++)
            if (((d >> row) & 1) != 0) result |= ((row & 4) != 0 ? a : ~a) & ((row & 2) != 0 ? b : ~b) & ((row & 1) != 0 ? c : ~c);
        return result;
    }
}

/// <summary>Four bytes of b:a, chosen by the four lowest nibbles of c; a nibble's highest bit asks for the byte's sign instead.</summary>
internal readonly struct PermuteBytes : IScalarTernary<uint, uint>
{
    public static uint Apply(uint a, uint b, uint c)
    {
        ulong both = ((ulong)b << 32) | a;
        uint result = 0;
        for (int i = 0; i < 4; i++)
        {
            uint choice = c >> (4 * i);
            uint chosen = (byte)(both >> (int)(8 * (choice & 7)));
            if ((choice & 8) != 0) chosen = (chosen & 0x80) != 0 ? 0xffu : 0;
            result |= chosen << (8 * i);
        }

        return result;
    }
}

/// <summary>The 64 bits of b:a shifted to the left by c of 0 to 31 (wrap) or 32 (clamp), of which the upper half.</summary>
internal readonly struct FunnelLeftWrap : IScalarTernary<uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)(((((ulong)b << 32) | a) << (int)(c & 31)) >> 32);
}

internal readonly struct FunnelLeftClamp : IScalarTernary<uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)(((((ulong)b << 32) | a) << (int)Math.Min(c, 32)) >> 32);
}

/// <summary>The 64 bits of b:a shifted to the right by c, of which the lower half.</summary>
internal readonly struct FunnelRightWrap : IScalarTernary<uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)((((ulong)b << 32) | a) >> (int)(c & 31));
}

internal readonly struct FunnelRightClamp : IScalarTernary<uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)((((ulong)b << 32) | a) >> (int)Math.Min(c, 32));
}

/// <summary>A function of single values, over a vector: for machines that have no vector instruction for it.</summary>
internal static class Elementwise
{
    public static Vector256<T> Apply<TFunction, T>(Vector256<T> a, Vector256<T> b) where TFunction : struct, IScalarBinary<T, T>
    {
        for (int i = 0; i < Vector256<T>.Count; i++) a = a.WithElement(i, TFunction.Apply(a[i], b[i]));
        return a;
    }
}
