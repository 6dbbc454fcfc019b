using System.Numerics;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

/// <summary>A fused shape gives the bits of its parts, one after another, on every lane width and thread count.</summary>
[Properties(Arbitrary = [typeof(Generators)])]
public class FusedTests
{
    [Property(MaxTest = 60)]
    public void A_reduction_of_pairs_is_the_reduction_of_the_zipped_pairs(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int length = shape.Rows * shape.Columns;
            var (x, t) = (numbers.Take<T>(length, 1), numbers.Take<T>(length, 2));
            T divisor = T.CreateTruncating(Math.Max(1, length));
            T expected = SummationOrder.Sum([.. x.Zip(t, static (a, b) => (a - b) * (a - b))]) / divisor;
            var actual = Backends.SameOnAll<T>(1, (backend, y) =>
            {
                using DeviceArray<T> a = new(backend, x), b = new(backend, t);
                backend.ReduceZip<SquaredError, Sum, T>(a.Slice, b.Slice, y, divisor);
            });
            Bits.Equal([expected], actual);
        }
    }

    [Fact]
    public void A_long_reduction_of_pairs_is_the_same_by_one_thread_and_by_many()
    {
        const int Length = 300_001;
        float[] x = [.. Enumerable.Range(0, Length).Select(static i => MathF.Sqrt(i))], t = [.. Enumerable.Range(0, Length).Select(static i => i % 7 * 0.1f)];
        var actual = Backends.SameOnAll<float>(1, (backend, y) =>
        {
            using DeviceArray<float> a = new(backend, x), b = new(backend, t);
            backend.ReduceZip<SquaredError, Sum, float>(a.Slice, b.Slice, y, Length);
        });
        Assert.Equal(x.Zip(t, static (a, b) => ((double)a - b) * ((double)a - b)).Average(), actual[0], actual[0] * 1e-6);
    }

    [Property(MaxTest = 60)]
    public void A_product_with_dropout_is_the_product_then_dropout(Extents shape, byte depth, ulong seed)
    {
        var (problem, a, b) = Problem(shape.Rows, shape.Columns, depth % 40, transposeA: false, transposeB: false);
        float[] bias = Noise(shape.Columns, 3);
        var address = new RandomAddress(seed, 5, null);
        int length = shape.Rows * shape.Columns;
        var expected = Backends.SameOnAll<float>(length, (backend, c) => With(backend, a, b, bias, (x, y, z) =>
        {
            backend.Gemm<BiasThen<Relu>, float>(problem, x, y, c, z);
            backend.Dropout(c, c, 0.3f, 1.4f, address);
        }));
        var actual = Backends.SameOnAll<float>(length, (backend, c) => With(backend, a, b, bias, (x, y, z) =>
            backend.GemmDropout<BiasThen<Relu>, float>(problem, x, y, c, z, 0.3f, 1.4f, address)));
        Bits.Equal(expected, actual);
    }

    [Property(MaxTest = 60)]
    public void A_product_with_a_pullback_is_the_product_scaled_then_pulled_back(Extents shape, byte depth)
    {
        Check<Relu>();
        Check<Tanh>();
        Check<Identity>();

        void Check<TActivation>() where TActivation : struct, IPullbackFromResult
        {
            var (problem, a, b) = Problem(shape.Rows, shape.Columns, depth % 40, transposeA: false, transposeB: true);
            float[] results = Noise(shape.Rows * shape.Columns, 3);
            var product = Backends.SameOnAll<float>(results.Length, (backend, c) => With(backend, a, b, [], (x, y, _) => backend.Gemm<NoEpilogue, float>(problem, x, y, c, default)));
            var expected = product.Zip(results, static (d, y) =>
            {
                var result = new ScalarLane<float>(y);
                return ScalarLane<float>.Element(default(TActivation).Pullback(result, result, new ScalarLane<float>(d) * new ScalarLane<float>(1.25f)), 0);
            });
            var actual = Backends.SameOnAll<float>(results.Length, (backend, c) => With(backend, a, b, results, (x, y, z) =>
                backend.GemmPullback<TActivation, float>(problem, x, y, c, z, 1.25f)));
            Bits.Equal([.. expected], actual);
        }
    }

    [Property(MaxTest = 60)]
    public void A_product_with_column_sums_is_the_product_and_a_chain_of_additions_down_each_column(Extents shape, byte depth) => SumsColumns(shape.Rows, shape.Columns, depth % 70);

    [Theory]
    [InlineData(3, 33, 256)]
    [InlineData(3, 33, 257)]
    [InlineData(0, 70, 1000)]
    [InlineData(17, 5, 512)]
    public void Chains_down_columns_end_with_each_block_and_their_sums_are_added(int m, int n, int k) => SumsColumns(m, n, k);

    [Fact]
    public void Column_sums_count_beyond_what_one_chain_reaches()
    {
        // one chain of ones stays at 2²⁴
        const int Rows = (1 << 24) + 1024;
        using var ones = new DeviceArray<float>(Slices.Wide, [.. Enumerable.Repeat(1f, Rows)]);
        using var sum = new DeviceArray<float>(Slices.Wide, new float[1]);
        Slices.Wide.GemmColumnSums(GemmShape.Contiguous(0, 1, Rows), ones.Slice, ones.Slice, sum.Slice, sum.Slice);
        Assert.Equal([(float)Rows], sum.ToArray());
    }

    private static void SumsColumns(int m, int n, int k)
    {
        var (problem, a, b) = Problem(m, n, k, transposeA: true, transposeB: false);
        var product = Backends.SameOnAll<float>(m * n, (backend, c) => With(backend, a, b, [], (x, y, _) => backend.Gemm<NoEpilogue, float>(problem, x, y, c, default)));
        // the product and the sums one behind the other, so that one comparison sees both
        var actual = Backends.SameOnAll<float>(m * n + n, (backend, both) => With(backend, a, b, [], (x, y, _) =>
            backend.GemmColumnSums(problem, x, y, both.Part(0, m * n), both.Part(m * n, n))));
        Bits.Equal([.. product, .. Enumerable.Range(0, n).Select(Sum)], actual);

        float Sum(int column)
        {
            float[] blocks = [.. Enumerable.Range(0, k).Select(row => b[row * n + column]).Chunk(ReductionOrder.ProductBlock).Select(static rows => rows.Aggregate(0f, static (sum, x) => sum + x))];
            return blocks.Length == 0 ? 0 : blocks.Aggregate(static (sum, x) => sum + x);
        }
    }

    [Fact]
    public void Column_sums_of_rows_without_elements_are_none()
    {
        var (problem, a, b) = Problem(2, 0, 4, transposeA: false, transposeB: false);
        With(Backends.Plain, a, b, [], (x, y, z) => Backends.Plain.GemmColumnSums(problem with { StrideB = 3 }, x, y, z, z));
    }

    [Fact]
    public void Column_sums_of_a_transposed_operand_are_refused()
    {
        var (problem, a, b) = Problem(2, 3, 4, transposeA: false, transposeB: true);
        Assert.Throws<ArgumentException>(() => With(Backends.Plain, a, b, new float[6], (x, y, z) => Backends.Plain.GemmColumnSums(problem, x, y, z, z)));
    }

    private static (GemmShape Shape, float[] A, float[] B) Problem(int m, int n, int k, bool transposeA, bool transposeB) =>
        (GemmShape.Contiguous(m, n, k, transposeA, transposeB), Noise(m * k, 1), Noise(k * n, 2));

    private static float[] Noise(int length, int stream) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * 0.7f + stream) * (1 + i % 3))];

    private static void With(CpuBackend backend, float[] a, float[] b, float[] z, Action<Slice<float>, Slice<float>, Slice<float>> call)
    {
        using DeviceArray<float> x = new(backend, a), y = new(backend, b), third = new(backend, z);
        call(x.Slice, y.Slice, third.Slice);
    }
}
