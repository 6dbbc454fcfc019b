using System.Numerics;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>Chooses the kernel of a product on a GPU: a matrix unit, or exact tiles of the size that the device's heuristic takes.</summary>
internal static class GpuGemm
{
    public static void Launch<TFinish, T, TLane>(GpuBackend gpu, in GemmOperands<T> operands, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : unmanaged, IGpuLane<TLane>
    {
        var shape = operands.Shape;
        var c = operands.C.View<TLane, T>();
        var walked = GpuGemmShape.Of(shape);
        walked.AlignedA = AreQuadAligned(operands.A, shape.StrideA, shape.BatchStrideA);
        walked.AlignedB = AreQuadAligned(operands.B, shape.StrideB, shape.BatchStrideB);
        walked.AlignedC = AreQuadAligned(operands.C, shape.StrideC, shape.BatchStrideC);
        if (gpu.FastGemm is { } fast && typeof(TLane) == typeof(GpuSingle) && GemmTiles.Count(shape, FastGemm.Tile) >= fast.LeastTiles)
            fast.Launch(gpu.Queue, shape.TransposeA, shape.TransposeB, walked, operands.A.View<float, T>(), operands.B.View<float, T>(), c, finish);
        else
            LaunchExact(gpu, shape, walked, operands.A.View<TLane, T>(), operands.B.View<TLane, T>(), c, finish);
    }

    private static void LaunchExact<TFinish, TLane>(
        GpuBackend gpu, in GemmShape shape, in GpuGemmShape walked, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        switch (gpu.TileRule.TileOf(shape, gpu.Accelerator.NumMultiprocessors))
        {
            case GemmTiles.Large: GemmLargeKernel<TFinish, TLane>.Launch(gpu.Queue, walked, a, b, c, finish); break;
            case GemmTiles.Medium: GemmMediumKernel<TFinish, TLane>.Launch(gpu.Queue, walked, a, b, c, finish); break;
            default: GemmSmallKernel<TFinish, TLane>.Launch(gpu.Queue, walked, a, b, c, finish); break;
        }
    }

    private static int AreQuadAligned<T>(Slice<T> matrices, long stride, long batchStride) where T : unmanaged =>
        matrices.IsQuadAligned() && stride % Quad<GpuSingle>.Length == 0 && batchStride % Quad<GpuSingle>.Length == 0 ? 1 : 0;
}
