using System.Numerics;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>Chooses the kernel of a product on a GPU: a matrix unit, or exact tiles of the size that the device's heuristic takes.</summary>
internal static class GpuGemm
{
    public static void Launch<TGpuEpilogue, T, TLane>(GpuBackend gpu, in GemmOperands<T> operands, TGpuEpilogue epilogue)
        where TGpuEpilogue : struct, IGemmEpilogue<TLane> where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : unmanaged, IGpuLane<TLane>
    {
        var shape = operands.Shape;
        var c = operands.C.View<TLane, T>();
        var gpuShape = GpuGemmShape.Of(shape);
        gpuShape.AlignedA = AreVec4Aligned(operands.A, shape.StrideA, shape.BatchStrideA);
        gpuShape.AlignedB = AreVec4Aligned(operands.B, shape.StrideB, shape.BatchStrideB);
        gpuShape.AlignedC = AreVec4Aligned(operands.C, shape.StrideC, shape.BatchStrideC);
        if (gpu.FastGemm is { } fast && typeof(TLane) == typeof(GpuSingle) && GemmTiles.Count(shape, FastGemm.Tile) >= fast.MinTiles)
            fast.Launch(gpu.Queue, shape.TransposeA, shape.TransposeB, gpuShape, operands.A.View<float, T>(), operands.B.View<float, T>(), c, epilogue);
        else
            LaunchExact(gpu, shape, gpuShape, operands.A.View<TLane, T>(), operands.B.View<TLane, T>(), c, epilogue);
    }

    private static void LaunchExact<TGpuEpilogue, TLane>(
        GpuBackend gpu, in GemmShape shape, in GpuGemmShape gpuShape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
        where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        switch (gpu.TileRule.TileOf(shape, gpu.Accelerator.NumMultiprocessors))
        {
            case GemmTiles.Large: GemmLargeKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, gpuShape, a, b, c, epilogue); break;
            case GemmTiles.Medium: GemmMediumKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, gpuShape, a, b, c, epilogue); break;
            default: GemmSmallKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, gpuShape, a, b, c, epilogue); break;
        }
    }

    private static int AreVec4Aligned<T>(Slice<T> matrices, long stride, long batchStride) where T : unmanaged =>
        matrices.IsVec4Aligned() && stride % Vec4<GpuSingle>.Length == 0 && batchStride % Vec4<GpuSingle>.Length == 0 ? 1 : 0;
}
