using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NumericsCore.Kernels;

/// <summary>
/// Chains of float32 over columns that lie apart, each as one run: blocks of eight by eight are transposed in registers and meet
/// their factors there. Copying the blocks first would take twice as long.
/// </summary>
internal static unsafe class TransposedChains
{
    /// <summary>Columns at once: as many chains side by side as hide the latency of a multiply-add.</summary>
    public const int Columns = 4 * Side;

    /// <summary>The unit of the chains' length: a cache line is used up at once, for the lines of far columns may displace each other.</summary>
    public const int Block = 16;

    private const int Side = 8;
    private const int AskAhead = 64;

    public static bool IsSupported => Fma.IsSupported;

    /// <summary>sums[j] = fma(a[k·aStep], b[j·column + k], sums[j]) for ascending k below the depth, a multiple of <see cref="Block"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* a, nint aStep, float* b, nint column, nint depth, float* sums)
    {
        Vector256<float> s0 = Vector256.Load(sums), s1 = Vector256.Load(sums + Side);
        Vector256<float> s2 = Vector256.Load(sums + (2 * Side)), s3 = Vector256.Load(sums + (3 * Side));
        float* b0 = b, b1 = b + (Side * column), b2 = b1 + (Side * column), b3 = b2 + (Side * column);
        for (; depth > 0; depth -= Block)
        {
            s0 = Add(a, aStep, b0, column, s0);
            s1 = Add(a, aStep, b1, column, s1);
            s2 = Add(a, aStep, b2, column, s2);
            s3 = Add(a, aStep, b3, column, s3);
            a += Block * aStep;
            b0 += Block;
            b1 += Block;
            b2 += Block;
            b3 += Block;
        }

        s0.Store(sums);
        s1.Store(sums + Side);
        s2.Store(sums + (2 * Side));
        s3.Store(sums + (3 * Side));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(float* a, nint aStep, float* b, nint column, Vector256<float> sum)
    {
        Ask(b + AskAhead, column);
        sum = AddFour(a, aStep, b, column, sum);
        sum = AddFour(a + (4 * aStep), aStep, b + 4, column, sum);
        sum = AddFour(a + (8 * aStep), aStep, b + 8, column, sum);
        return AddFour(a + (12 * aStep), aStep, b + 12, column, sum);
    }

    /// <summary>The prefetcher follows one column, but not all of a block. Asking for memory past the last is harmless.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask(float* b, nint column)
    {
        Sse.Prefetch0(b);
        Sse.Prefetch0(b + column);
        Sse.Prefetch0(b + (2 * column));
        Sse.Prefetch0(b + (3 * column));
        b += 4 * column;
        Sse.Prefetch0(b);
        Sse.Prefetch0(b + column);
        Sse.Prefetch0(b + (2 * column));
        Sse.Prefetch0(b + (3 * column));
    }

    /// <summary>Four elements of each of eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddFour(float* a, nint aStep, float* b, nint column, Vector256<float> sum)
    {
        float* far = b + (4 * column);
        Vector256<float> c0 = Beside(b, far), c1 = Beside(b + column, far + column);
        Vector256<float> c2 = Beside(b + (2 * column), far + (2 * column)), c3 = Beside(b + (3 * column), far + (3 * column));
        Vector256<float> even01 = Avx.UnpackLow(c0, c2), even23 = Avx.UnpackHigh(c0, c2);
        Vector256<float> odd01 = Avx.UnpackLow(c1, c3), odd23 = Avx.UnpackHigh(c1, c3);
        sum = Fma.MultiplyAdd(Vector256.Create(a[0]), Avx.UnpackLow(even01, odd01), sum);
        sum = Fma.MultiplyAdd(Vector256.Create(a[aStep]), Avx.UnpackHigh(even01, odd01), sum);
        sum = Fma.MultiplyAdd(Vector256.Create(a[2 * aStep]), Avx.UnpackLow(even23, odd23), sum);
        return Fma.MultiplyAdd(Vector256.Create(a[3 * aStep]), Avx.UnpackHigh(even23, odd23), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Beside(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));
}
