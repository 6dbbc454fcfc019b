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
        // a column's sum is taken by the group that sees all its rows
        if (!TGpuEpilogue.SumsColumns && gpu.TileRule.SplitsK(shape, gpu.Accelerator.NumMultiprocessors))
        {
            LaunchBlocks(gpu, gpuShape, a, b, c, epilogue);
            return;
        }

        switch (gpu.TileRule.TileOf(shape, gpu.Accelerator.NumMultiprocessors))
        {
            case GemmTiles.Large: GemmLargeKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, gpuShape, a, b, c, epilogue); break;
            case GemmTiles.Medium: GemmMediumKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, gpuShape, a, b, c, epilogue); break;
            default: GemmSmallKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, gpuShape, a, b, c, epilogue); break;
        }
    }

    /// <summary>Every block of k by groups of its own, then their sums in ascending order: the bits are those of the blocks one after another.</summary>
    private static void LaunchBlocks<TGpuEpilogue, TLane>(
        GpuBackend gpu, in GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
        where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        var blocks = shape.OfBlocks();
        nint count = checked((nint)(blocks.BatchC * blocks.Batch));
        using var sums = new GpuScratch<TLane>(gpu.Pool, count);
        GemmSmallKernel<FormulaEpilogue<NoEpilogue, TLane>, TLane>.Launch(gpu.Queue, blocks, a, b, sums.View, default);
        GemmBlockSumsKernel<TGpuEpilogue, TLane>.Launch(gpu.Queue, shape, blocks.Batch, sums.View, c, epilogue);
    }

    private static int AreVec4Aligned<T>(Slice<T> matrices, long stride, long batchStride) where T : unmanaged =>
        matrices.IsVec4Aligned() && stride % Vec4<GpuSingle>.Length == 0 && batchStride % Vec4<GpuSingle>.Length == 0 ? 1 : 0;
}
