namespace NumericsCore.Kernels;

/// <summary>Shapes that do a second thing with what a first has just computed, while it lies in the cache.</summary>
internal sealed unsafe partial class CpuBackend
{
    // beyond this many elements, a second pass by all threads beats one pass by one thread
    private const int ZipReductionAlone = 1 << 16;

    public override void ReduceZip<TFormula, TReduction, T>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
    {
        nint length = a.Length;
        T* left = a.Pointer(), right = b.Pointer(length), result = y.Pointer(1);
        if (Workers.Threads > 1 && length > ZipReductionAlone)
        {
            using var scratch = Allocate(checked(length * sizeof(T)));
            var values = new Slice<T>(scratch, 0, length);
            Zip<TFormula, T>(new(a, length, 1), new(b, length, 1), values, 1, length);
            Reduce<Identity, TReduction, T>(values, y, 1, length, 1, divisor);
        }
        else
        {
            var loop = new ZipReductionLoop<TFormula, TReduction, T>(left, right, result, length, divisor);
            SimdWidth.Run<ZipReductionLoop<TFormula, TReduction, T>, T>(ref loop, SimdBits);
        }

        GC.KeepAlive(a.Memory);
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void GemmPullback<TActivation, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
    {
        Gemm<NoEpilogue, T>(shape, a, b, c, default);
        nint count = CpuArguments.Count(shape.M, shape.N);
        ForLanes<ScaledPullbackLoop<TActivation, T>, T>(count, GrainElements, new(y.Pointer(count), c.Pointer(count), scale));
        GC.KeepAlive(c.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void GemmColumnSums<T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
    {
        if (shape.TransposeB) throw new ArgumentException("The columns of a transposed B are its rows; sum those instead.", nameof(shape));
        Gemm<NoEpilogue, T>(shape, a, b, c, default);
        T* rows = shape.K == 0 || shape.N == 0 ? null : b.Pointer(CpuArguments.Count(shape.K - 1, shape.StrideB) + shape.N);
        ForLanes<ColumnChainLoop<T>, T>(shape.N, GrainOf(shape.K), new(rows, sums.Pointer(shape.N), shape.K, shape.StrideB));
        GC.KeepAlive(b.Memory);
        GC.KeepAlive(sums.Memory);
    }
}
