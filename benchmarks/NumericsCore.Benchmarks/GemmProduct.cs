using NumericsCore.Kernels;

namespace NumericsCore.Benchmarks;

/// <summary>One product over memory of its own: C[m, n] = A[m, k]·B[k, n], with A or B stored transposed as the kind says.</summary>
internal sealed class GemmProduct
{
    private readonly CpuBackend _backend;
    private readonly GemmShape _shape;
    private readonly Slice<float> _a;
    private readonly Slice<float> _b;
    private readonly Slice<float> _c;
    private readonly Slice<float> _bias;

    /// <param name="backend">The device.</param>
    /// <param name="kind">NN, NT, TN or TT.</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Terms of each element.</param>
    public GemmProduct(CpuBackend backend, string kind, int m, int n, int k)
    {
        _backend = backend;
        _shape = GemmShape.Contiguous(m, n, k, transposeA: kind[0] == 'T', transposeB: kind[1] == 'T');
        var random = new Random(1);
        _a = Numbers(m * k);
        _b = Numbers(k * n);
        _c = Numbers(m * n);
        _bias = Numbers(n);

        Slice<float> Numbers(int count)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++) values[i] = random.NextSingle() - 0.5f;
            var slice = new Slice<float>(backend.Allocate((nint)count * sizeof(float)), 0, count);
            backend.Upload<float>(values, slice);
            return slice;
        }
    }

    /// <summary>Two for each multiply-add.</summary>
    public double Operations => 2.0 * _shape.M * _shape.N * _shape.K;

    public void Run() => _backend.Gemm<NoEpilogue, float>(_shape, _a, _b, _c, _bias);
}
