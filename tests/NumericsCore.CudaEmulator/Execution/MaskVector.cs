using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>Masks of 32 bits a thread, as vectors over elements of 4 or 8 bytes.</summary>
internal static unsafe class MaskVector
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(int* mask) where T : unmanaged =>
        sizeof(T) == 4
            ? Vector256.Load(mask).As<int, T>()
            : Extend.Signed(Vector128.Load(mask)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> mask, int* to) where T : unmanaged
    {
        if (sizeof(T) == 4) mask.As<T, int>().Store(to);
        else Vector128.Narrow(mask.As<T, long>().GetLower(), mask.As<T, long>().GetUpper()).Store(to);
    }
}
