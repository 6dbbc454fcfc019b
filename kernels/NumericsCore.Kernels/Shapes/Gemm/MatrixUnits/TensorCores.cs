using System.Runtime.CompilerServices;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>CUDA's tensor cores, on sm_80 and later, which is also where memory is copied into shared memory past the registers.</summary>
internal readonly struct TensorCores<TFormat> : IMatrixUnit where TFormat : struct, ITensorFormat
{
    public static int Words => TFormat.Words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Near(float near, float far) => TFormat.Near(near, far);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Far(float far) => TFormat.Far(far);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ArrayView<float> shared, long to, ArrayView<float> global, long from, int count, bool aligned)
    {
        if (aligned)
        {
            TensorCoreMath.CopyFour(ref shared[to], ref global[from], count * sizeof(float));
            return;
        }

        CopyOne(shared, to, global, from, count, 0);
        CopyOne(shared, to, global, from, count, 1);
        CopyOne(shared, to, global, from, count, 2);
        CopyOne(shared, to, global, from, count, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit() => TensorCoreMath.Commit();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Wait() => TensorCoreMath.Wait();

    public static ArrayView<float> Exchange() => default;

    public static void Show(ArrayView<float> exchange, FragmentA a)
    {
    }

    public static void Show(ArrayView<float> exchange, FragmentB b)
    {
    }

    public static void Meet()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FragmentC MultiplyAdd(ArrayView<float> exchange, FragmentA a, FragmentB b, FragmentC c) => TFormat.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyOne(ArrayView<float> shared, long to, ArrayView<float> global, long from, int count, int number) =>
        TensorCoreMath.CopyOne(ref shared[to + number], ref global[from + number], number < count ? sizeof(float) : 0);
}
