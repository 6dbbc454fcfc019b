using ILGPU;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    private const int LargeTile = GemmTileKernel<EpilogueFinish<NoEpilogue, GpuSingle>, GpuSingle>.Tile;

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

    /// <summary>One launch, with tiles as large as leave no multiprocessor without one. What the finish uses is the caller's to keep alive.</summary>
    private void LaunchGemm<TFinish, T, TLane>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var matrixC = c.View<TLane, T>(0);
        if (_fastGemm is not null && typeof(T) == typeof(float) && Tiles(shape, FastGemm.Tile) >= _fastGemm.LeastTiles)
        {
            _fastGemm.Launch(
                _queue, shape, AreQuads(a, shape.StrideA, shape.BatchStrideA), AreQuads(b, shape.StrideB, shape.BatchStrideB), AreQuads(c, shape.StrideC, shape.BatchStrideC),
                a.View<float, T>(0), b.View<float, T>(0), matrixC, finish);
        }
        else
        {
            LaunchExactGemm(shape, a.View<TLane, T>(0), b.View<TLane, T>(0), matrixC, finish);
        }

        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(c.Memory);
    }

    private void LaunchExactGemm<TFinish, TLane>(in GemmShape shape, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        if (Tiles(shape, LargeTile) >= Accelerator.NumMultiprocessors) GemmTileKernel<TFinish, TLane>.Launch(_queue, GpuGemmShape.Of(shape), a, b, c, finish);
        else GemmSmallKernel<TFinish, TLane>.Launch(_queue, GpuGemmShape.Of(shape), a, b, c, finish);
    }

    private static long Tiles(in GemmShape shape, int side) => (long)((shape.M + side - 1) / side) * ((shape.N + side - 1) / side) * shape.Batch;

    private static bool AreQuads<T>(Slice<T> matrices, int stride, long batchStride) where T : unmanaged =>
        matrices.IsQuadAligned() && stride % Quad<GpuSingle>.Length == 0 && batchStride % Quad<GpuSingle>.Length == 0;
}
