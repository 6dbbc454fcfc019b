using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.CudaEmulator;

/// <summary>Lanes of 32 bits as lanes of 64 bits.</summary>
internal static class Extend
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Unsigned(Vector128<uint> a) =>
        Avx2.IsSupported ? Avx2.ConvertToVector256Int64(a).AsUInt64() : Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Signed(Vector128<int> a) =>
        Avx2.IsSupported ? Avx2.ConvertToVector256Int64(a) : Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Float(Vector128<float> a) =>
        Avx.IsSupported ? Avx.ConvertToVector256Double(a) : Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));
}
