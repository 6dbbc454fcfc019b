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

    /// <summary>One launch, with the largest tiles of which every multiprocessor gets one. What the finish uses is the caller's to keep alive.</summary>
    private void LaunchGemm<TFinish, T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var matrixA = a.View<TLane, T>(0);
        var matrixB = b.View<TLane, T>(0);
        var matrixC = c.View<TLane, T>(0);
        var walked = GpuGemmShape.Of(shape);
        walked.AlignedA = AreQuadAligned(a, shape.StrideA, shape.BatchStrideA);
        walked.AlignedB = AreQuadAligned(b, shape.StrideB, shape.BatchStrideB);
        walked.AlignedC = AreQuadAligned(c, shape.StrideC, shape.BatchStrideC);
        switch (TileOf(shape))
        {
            case GemmLargeKernel<TFinish, TLane>.Tile: GemmLargeKernel<TFinish, TLane>.Launch(_queue, walked, matrixA, matrixB, matrixC, finish); break;
            case GemmTileKernel<TFinish, TLane>.Tile: GemmTileKernel<TFinish, TLane>.Launch(_queue, walked, matrixA, matrixB, matrixC, finish); break;
            default: GemmSmallKernel<TFinish, TLane>.Launch(_queue, walked, matrixA, matrixB, matrixC, finish); break;
        }

        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(c.Memory);
    }

    /// <summary>The side of the largest tile of which there are as many as multiprocessors; a narrow product gets no larger one than it fills.</summary>
    private int TileOf(in GemmShape shape)
    {
        foreach (int side in (ReadOnlySpan<int>)[128, 64])
        {
            long tiles = (long)((shape.M + side - 1) / side) * ((shape.N + side - 1) / side) * shape.Batch;
            if (tiles >= Accelerator.NumMultiprocessors && (side == 64 || Math.Min(shape.M, shape.N) > side / 2)) return side;
        }

        return 16;
    }

    private static int AreQuadAligned<T>(Slice<T> matrices, long stride, long batchStride) where T : unmanaged =>
        matrices.IsQuadAligned() && stride % Quad<GpuSingle>.Length == 0 && batchStride % Quad<GpuSingle>.Length == 0 ? 1 : 0;
}
