using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>Transposes small square blocks in registers: to[p·toStride + i] = from[i·fromStride + p].</summary>
/// <typeparam name="T">float or double.</typeparam>
internal static unsafe class TransposeBlock<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The side of the largest block that this processor transposes in registers, or at most 1 where it cannot; halves of it, above 1, work too.</summary>
    public static int Largest
    {
        get
        {
            int of32 = Avx.IsSupported ? 8 : Sse.IsSupported || AdvSimd.Arm64.IsSupported ? 4 : 1;
            return typeof(T) == typeof(float) ? of32 : of32 / 2;
        }
    }

    /// <summary>Transposes a block of <paramref name="side"/> rows; a side that <see cref="Largest"/> gives, or its half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int side, T* from, nint fromStride, T* to, nint toStride)
    {
        if (typeof(T) == typeof(float))
        {
            if (side == 8) Transpose8((float*)from, fromStride, (float*)to, toStride);
            else if (side == 4) Transpose4((float*)from, fromStride, (float*)to, toStride);
            else Transpose2(from, fromStride, to, toStride);
        }
        else
        {
            if (side == 4) Transpose4((double*)from, fromStride, (double*)to, toStride);
            else Transpose2(from, fromStride, to, toStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose2(T* from, nint fromStride, T* to, nint toStride)
    {
        T a = from[0], b = from[1], c = from[fromStride], d = from[fromStride + 1];
        to[0] = a;
        to[1] = c;
        to[toStride] = b;
        to[toStride + 1] = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* from, nint fromStride, float* to, nint toStride)
    {
        Vector128<float> r0 = Vector128.Load(from), r1 = Vector128.Load(from + fromStride);
        Vector128<float> r2 = Vector128.Load(from + (2 * fromStride)), r3 = Vector128.Load(from + (3 * fromStride));
        Vector128<float> even01 = Low(r0, r2), even23 = High(r0, r2), odd01 = Low(r1, r3), odd23 = High(r1, r3);
        Low(even01, odd01).Store(to);
        High(even01, odd01).Store(to + toStride);
        Low(even23, odd23).Store(to + (2 * toStride));
        High(even23, odd23).Store(to + (3 * toStride));
    }

    /// <summary>The first half of row <paramref name="row"/> beside that of the row half a block further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* row, nint fartherBy) => Vector256.Create(Vector128.Load(row), Vector128.Load(row + fartherBy));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* from, nint fromStride, float* to, nint toStride)
    {
        nint farther = 4 * fromStride;
        for (int half = 0; half < 2; half++)
        {
            Vector256<float> r0 = Halves(from, farther), r1 = Halves(from + fromStride, farther);
            Vector256<float> r2 = Halves(from + (2 * fromStride), farther), r3 = Halves(from + (3 * fromStride), farther);
            Vector256<float> even01 = Avx.UnpackLow(r0, r2), even23 = Avx.UnpackHigh(r0, r2);
            Vector256<float> odd01 = Avx.UnpackLow(r1, r3), odd23 = Avx.UnpackHigh(r1, r3);
            Avx.UnpackLow(even01, odd01).Store(to);
            Avx.UnpackHigh(even01, odd01).Store(to + toStride);
            Avx.UnpackLow(even23, odd23).Store(to + (2 * toStride));
            Avx.UnpackHigh(even23, odd23).Store(to + (3 * toStride));
            from += 4;
            to += 4 * toStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(double* from, nint fromStride, double* to, nint toStride)
    {
        nint farther = 2 * fromStride;
        for (int half = 0; half < 2; half++)
        {
            Vector256<double> r0 = Vector256.Create(Vector128.Load(from), Vector128.Load(from + farther));
            Vector256<double> r1 = Vector256.Create(Vector128.Load(from + fromStride), Vector128.Load(from + fromStride + farther));
            Avx.UnpackLow(r0, r1).Store(to);
            Avx.UnpackHigh(r0, r1).Store(to + toStride);
            from += 2;
            to += 2 * toStride;
        }
    }
}
