using System.Runtime.CompilerServices;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>CUDA's tensor cores, on sm_80 and later.</summary>
internal readonly struct TensorCores : IMatrixUnit
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Round(float x) => TensorCoreMath.Round(x);

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
    public static FragmentC MultiplyAdd(ArrayView<float> exchange, FragmentA a, FragmentB b, FragmentC c) =>
        TensorCoreMath.MultiplyAdd(a.X, a.Y, a.Z, a.W, b.X, b.Y, c.X, c.Y, c.Z, c.W);
}
