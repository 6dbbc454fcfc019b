using ILGPU;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void Gemm<TEpilogue, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias)
    {
        GemmChecks.Check(shape, a.Length, b.Length, c.Length, TEpilogue.UsesBias ? bias.Length : null);
        if (shape.M == 0 || shape.N == 0 || shape.Batch == 0) return;
        if (typeof(T) == typeof(float)) Gemm<TEpilogue, T, GpuSingle>(shape, a, b, c, bias);
        else Gemm<TEpilogue, T, GpuDouble>(shape, a, b, c, bias);
    }

    private void Gemm<TEpilogue, T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> bias)
        where TEpilogue : IEpilogue where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var columnBias = TEpilogue.UsesBias ? bias.View<TLane, T>(shape.N) : default;
        LaunchGemm<EpilogueFinish<TEpilogue, TLane>, T, TLane>(shape, a, b, c, new(columnBias));
        GC.KeepAlive(bias.Memory);
    }

    /// <summary>One launch, in the tiles that the device's rule chooses. What the finish uses is the caller's to keep alive.</summary>
    private void LaunchGemm<TFinish, T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var matrixC = c.View<TLane, T>(0);
        var walked = GpuGemmShape.Of(shape);
        walked.AlignedA = AreQuadAligned(a, shape.StrideA, shape.BatchStrideA);
        walked.AlignedB = AreQuadAligned(b, shape.StrideB, shape.BatchStrideB);
        walked.AlignedC = AreQuadAligned(c, shape.StrideC, shape.BatchStrideC);
        if (_fastGemm is not null && typeof(T) == typeof(float) && GemmTiles.Count(shape, FastGemm.Tile) >= _fastGemm.LeastTiles)
            _fastGemm.Launch(_queue, shape.TransposeA, shape.TransposeB, walked, a.View<float, T>(0), b.View<float, T>(0), matrixC, finish);
        else
            LaunchExactGemm(_tileRule.TileOf(shape, Accelerator.NumMultiprocessors), walked, a.View<TLane, T>(0), b.View<TLane, T>(0), matrixC, finish);
        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(c.Memory);
    }

    private void LaunchExactGemm<TFinish, TLane>(int tile, in GpuGemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        switch (tile)
        {
            case GemmTiles.Large: GemmLargeKernel<TFinish, TLane>.Launch(_queue, shape, a, b, c, finish); break;
            case GemmTiles.Medium: GemmMediumKernel<TFinish, TLane>.Launch(_queue, shape, a, b, c, finish); break;
            default: GemmSmallKernel<TFinish, TLane>.Launch(_queue, shape, a, b, c, finish); break;
        }
    }

    private static int AreQuadAligned<T>(Slice<T> matrices, long stride, long batchStride) where T : unmanaged =>
        matrices.IsQuadAligned() && stride % Quad<GpuSingle>.Length == 0 && batchStride % Quad<GpuSingle>.Length == 0 ? 1 : 0;
}
