using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void ReduceZip<TFormula, TReduction, T>(Slice<T> a, Slice<T> b, Slice<T> y, T divisor)
    {
        nint length = a.Length;
        using var scratch = Allocate(length * Unsafe.SizeOf<T>());
        var values = new Slice<T>(scratch, 0, length);
        Zip<TFormula, T>(new(a, length, 1), new(b, length, 1), values, 1, length);
        Reduce<Identity, TReduction, T>(values, y, 1, length, 1, divisor);
    }

    public override void GemmPullback<TActivation, T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> y, T scale)
    {
        Gemm<NoEpilogue, T>(shape, a, b, c, default);
        nint count = (nint)shape.M * shape.N;
        using var scratch = Allocate(Unsafe.SizeOf<T>());
        var factor = new Slice<T>(scratch, 0, 1);
        Fill(factor, scale);
        Zip<ScaledPullbackFromResult<TActivation>, T>(new(y, count, 1), new(c, count, 1), new(factor, 0, 0), c.Part(0, count), 1, count);
    }

    public override void GemmColumnSums<T>(in GemmShape shape, Slice<T> a, Slice<T> b, Slice<T> c, Slice<T> sums)
    {
        if (shape.TransposeB) throw new ArgumentException("The columns of a transposed B are its rows; sum those instead.", nameof(shape));
        Gemm<NoEpilogue, T>(shape, a, b, c, default);
        using var scratch = Allocate(Math.Max(1, shape.K) * Unsafe.SizeOf<T>());
        var ones = new Slice<T>(scratch, 0, shape.K);
        Fill(ones, T.One);
        Gemm<NoEpilogue, T>(new GemmShape { M = 1, N = shape.N, K = shape.K, StrideA = shape.K, StrideB = shape.StrideB, StrideC = shape.N }, ones, b, sums, default);
    }
}
