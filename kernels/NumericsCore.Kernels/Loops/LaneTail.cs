using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>Loads and stores the last elements of a run, fewer than a lane holds, without touching memory past them.</summary>
internal static unsafe class LaneTail
{
    /// <summary>Whether a loop over whole lanes has left elements over; never of a scalar, so that the compiler drops what would compute them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLeft<TLane, T>(nint rest)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged => TLane.Count > 1 && rest > 0;

    /// <summary>Where the next whole lane begins, in a run of at least one: the last one takes elements once more where no whole one is left; the length at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NextWhole(nint at, int width, nint length) => at + width >= length ? length : Math.Min(at + width, length - width);

    /// <summary>The first <paramref name="count"/> elements from the source, then zeros; 0 ≤ count &lt; TLane.Count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load<TLane, T>(T* source, nint count)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        Buffer buffer = default;
        Copy((byte*)source, (byte*)&buffer, count * sizeof(T));
        return TLane.Load((T*)&buffer);
    }

    /// <summary>Stores the first <paramref name="count"/> elements; 0 ≤ count &lt; TLane.Count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane value, T* destination, nint count)
        where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        Unsafe.SkipInit(out Buffer buffer);
        TLane.Store(value, (T*)&buffer);
        Copy((byte*)&buffer, (byte*)destination, count * sizeof(T));
    }

    // a power of two at a time: a call of memcpy costs more than the few bytes
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* source, byte* destination, nint bytes)
    {
        nint at = 0;
        if ((bytes & 32) != 0)
        {
            Vector256.Load(source).Store(destination);
            at = 32;
        }

        if ((bytes & 16) != 0)
        {
            Vector128.Load(source + at).Store(destination + at);
            at += 16;
        }

        if ((bytes & 8) != 0)
        {
            Unsafe.WriteUnaligned(destination + at, Unsafe.ReadUnaligned<long>(source + at));
            at += 8;
        }

        if ((bytes & 4) != 0) Unsafe.WriteUnaligned(destination + at, Unsafe.ReadUnaligned<int>(source + at));
    }

    /// <summary>Room for the widest lane.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Buffer;
}
