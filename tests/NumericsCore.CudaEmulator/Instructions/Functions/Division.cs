using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.CudaEmulator;

/// <summary>a / b, truncated; by 0: all bits set, as the hardware gives.</summary>
internal readonly struct DivideInteger<T> : IScalarBinary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply(T a, T b) => T.IsZero(b) ? T.AllBitsSet : Signed.IsMinusOne(b) ? T.Zero - a : a / b;
}

/// <summary>The remainder of a / b, with the sign of a; by 0: a.</summary>
internal readonly struct Remainder<T> : IScalarBinary<T, T> where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply(T a, T b) => T.IsZero(b) ? a : Signed.IsMinusOne(b) ? T.Zero : a % b;
}

/// <summary>The same of eight numbers of 32 bits.</summary>
internal readonly struct DivideSigned32 : IBinary<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Apply(Vector256<int> a, Vector256<int> b) =>
        Avx.IsSupported
            ? Vector256.ConditionalSelect(Vector256.Equals(b, Vector256<int>.Zero), Vector256<int>.AllBitsSet, Vector256.Create(Quotient(a.GetLower(), b.GetLower()), Quotient(a.GetUpper(), b.GetUpper())))
            : Elementwise.Apply<DivideInteger<int>, int>(a, b);

    // float64 holds numbers of 32 bits and comes closer to their quotient than any other whole number; of the one quotient that is too great the conversion makes the least number
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Quotient(Vector128<int> a, Vector128<int> b) =>
        Avx.ConvertToVector128Int32WithTruncation(Avx.ConvertToVector256Double(a) / Avx.ConvertToVector256Double(b));
}

internal readonly struct RemainderSigned32 : IBinary<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Apply(Vector256<int> a, Vector256<int> b) => a - (DivideSigned32.Apply(a, b) * b);
}

internal static class Signed
{
    /// <summary>Whether a value is -1 of a signed type, by which the least value cannot be divided.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMinusOne<T>(T value) where T : unmanaged, IBinaryInteger<T> => value == T.AllBitsSet && T.IsNegative(value);
}
