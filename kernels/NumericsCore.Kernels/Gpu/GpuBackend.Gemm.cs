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
        var matrixA = a.View<TLane, T>(0);
        var matrixB = b.View<TLane, T>(0);
        var matrixC = c.View<TLane, T>(0);
        var columnBias = TEpilogue.UsesBias ? bias.View<TLane, T>(shape.N) : default;
        long tiles = (long)((shape.M + LargeTile - 1) / LargeTile) * ((shape.N + LargeTile - 1) / LargeTile) * shape.Batch;
        if (tiles >= Accelerator.NumMultiprocessors) GemmTileKernel<TEpilogue, TLane>.Launch(_queue, GpuGemmShape.Of(shape), matrixA, matrixB, matrixC, columnBias);
        else GemmSmallKernel<TEpilogue, TLane>.Launch(_queue, GpuGemmShape.Of(shape), matrixA, matrixB, matrixC, columnBias);
        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(c.Memory);
        GC.KeepAlive(bias.Memory);
    }

    private const int LargeTile = GemmTileKernel<NoEpilogue, GpuSingle>.Tile;
}
