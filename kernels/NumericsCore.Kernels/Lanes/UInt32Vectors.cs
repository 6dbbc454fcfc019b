using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>What uint32 lanes need and the portable vector types lack: widening products, exclusive or of three, and unpacking.</summary>
internal static class UInt32Vectors
{
    // the truth table of a ⊕ b ⊕ c
    private const byte XorTable = 0x96;

    /// <summary>The 64-bit products of the lower halves of the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Multiply(Vector128<ulong> a, Vector128<ulong> b)
    {
        if (Sse2.IsSupported) return Sse2.Multiply(a.AsUInt32(), b.AsUInt32());
        var lowerHalf = Vector128.Create((ulong)uint.MaxValue);
        return (a & lowerHalf) * (b & lowerHalf);
    }

    /// <inheritdoc cref="Multiply(Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> b) => Avx2.IsSupported
        ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32())
        : Vector256.Create(Multiply(a.GetLower(), b.GetLower()), Multiply(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Multiply(Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.Multiply(a.AsUInt32(), b.AsUInt32())
        : Vector512.Create(Multiply(a.GetLower(), b.GetLower()), Multiply(a.GetUpper(), b.GetUpper()));

    /// <summary>a ⊕ b ⊕ c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a, b, c, XorTable) : a ^ b ^ c;

    /// <inheritdoc cref="Xor(Vector128{ulong}, Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a, b, c, XorTable) : a ^ b ^ c;

    /// <inheritdoc cref="Xor(Vector128{ulong}, Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(a, b, c, XorTable) : a ^ b ^ c;

    /// <summary>Of each 128 bits, the lower element of a and then that of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> UnpackLow(Vector128<ulong> a, Vector128<ulong> b) => Sse2.IsSupported
        ? Sse2.UnpackLow(a, b)
        : Vector128.Create(a.GetLower(), b.GetLower());

    /// <inheritdoc cref="UnpackLow(Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> UnpackLow(Vector256<ulong> a, Vector256<ulong> b) => Avx2.IsSupported
        ? Avx2.UnpackLow(a, b)
        : Vector256.Create(UnpackLow(a.GetLower(), b.GetLower()), UnpackLow(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="UnpackLow(Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> UnpackLow(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(a, b)
        : Vector512.Create(UnpackLow(a.GetLower(), b.GetLower()), UnpackLow(a.GetUpper(), b.GetUpper()));

    /// <summary>Of each 128 bits, the upper element of a and then that of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> UnpackHigh(Vector128<ulong> a, Vector128<ulong> b) => Sse2.IsSupported
        ? Sse2.UnpackHigh(a, b)
        : Vector128.Create(a.GetUpper(), b.GetUpper());

    /// <inheritdoc cref="UnpackHigh(Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> UnpackHigh(Vector256<ulong> a, Vector256<ulong> b) => Avx2.IsSupported
        ? Avx2.UnpackHigh(a, b)
        : Vector256.Create(UnpackHigh(a.GetLower(), b.GetLower()), UnpackHigh(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="UnpackHigh(Vector128{ulong}, Vector128{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> UnpackHigh(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(a, b)
        : Vector512.Create(UnpackHigh(a.GetLower(), b.GetLower()), UnpackHigh(a.GetUpper(), b.GetUpper()));
}
