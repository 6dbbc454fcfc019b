using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Kernels.Tests;

/// <summary>Two things in one launch give the CPU's bits.</summary>
[Collection(GpuTests.Name)]
[FsCheck.Xunit.Properties(Arbitrary = [typeof(Generators)])]
public class GpuFusedTests
{
    [GpuProperty]
    public void Reductions_of_pairs_are_the_same(Extents shape, Numbers numbers, bool aligned)
    {
        PairsAreReduced<SquaredError, Sum>(shape.Rows * shape.Columns, numbers, aligned);
        PairsAreReduced<Divide, Max>(shape.Rows * shape.Columns, numbers, aligned);
    }

    [GpuTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(64 * 1024 - 1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    public void Reductions_of_pairs_are_the_same_at_the_edges_of_blocks(int length) => PairsAreReduced<SquaredError, Sum>(length, new(3, false), aligned: true);

    [GpuProperty]
    public Property Products_with_dropout_are_the_same() => Prop.ForAll(GemmCases.Any(), static value =>
    {
        WithDropout<BiasThen<Relu>, float>(value, beyond: 0);
        WithDropout<NoEpilogue, double>(value, beyond: 0);
    });

    [GpuProperty]
    public Property Products_with_a_pullback_are_the_same() => Prop.ForAll(GemmCases.Any(), static value =>
    {
        WithPullback<Relu, float>(value);
        WithPullback<Tanh, double>(value);
        WithPullback<Identity, float>(value);
    });

    [GpuProperty]
    public Property Products_with_column_sums_are_the_same() => Prop.ForAll(GemmCases.Any(), static value =>
    {
        WithColumnSums<float>(value);
        WithColumnSums<double>(value);
    });

    [GpuTheory]
    [InlineData(0, 5, 6)]
    [InlineData(0, 257, 300)]
    [InlineData(5, 0, 6)]
    [InlineData(5, 6, 0)]
    [InlineData(0, 6, 0)]
    [InlineData(64, 64, 16)]
    [InlineData(65, 65, 17)]
    [InlineData(193, 129, 131)]
    [InlineData(257, 256, 33)]
    [InlineData(521, 523, 3)]
    [InlineData(33, 65, 515)]
    [InlineData(1, 1, 3000)]
    [InlineData(700, 1, 90)]
    [InlineData(1, 700, 90)]
    public void Edges_of_tiles_and_slices_give_the_same_bits(int m, int n, int k)
    {
        var value = GemmCase.Plain(m, n, k, transposeA: true);
        WithDropout<BiasThen<Relu>, float>(value, beyond: 0);
        WithDropout<BiasThen<Relu>, float>(value, beyond: 3);
        WithPullback<Tanh, float>(value);
        WithColumnSums<float>(value);
    }

    [GpuTheory]
    [InlineData(1, 1, 3000)]
    [InlineData(32, 70, 784)]
    [InlineData(17, 33, 257)]
    [InlineData(5, 20, 512)]
    public void Blocks_of_k_side_by_side_give_the_same_bits(int m, int n, int k)
    {
        foreach (var value in new[] { GemmCase.Plain(m, n, k, transposeA: true), GemmCase.Plain(m, n, k, transposeB: true) with { GapA = 1, GapB = 3 } })
        {
            var (shape, arrays) = Problem<float>(value, 0, extra: m * n);
            var address = new RandomAddress(7, 3, null);
            Same(arrays, (backend, x) => backend.Gemm<BiasThen<Relu>, float>(shape, x[0], x[1], x[2], x[3]));
            Same(arrays, (backend, x) => backend.GemmDropout<BiasThen<Relu>, float>(shape, x[0], x[1], x[2], x[3], 0.25f, 1 / 0.75f, address));
            Same(arrays, (backend, x) => backend.GemmPullback<Tanh, float>(shape, x[0], x[1], x[2], x[3], 1.25f));
            var (wide, wideArrays) = Problem<double>(value with { GapC = 2 }, 0, extra: n);
            Same(wideArrays, (backend, x) => backend.Gemm<NoEpilogue, double>(wide, x[0], x[1], x[2], default));
        }

        static void Same<T>(T[][] arrays, Action<Backend, Slice<T>[]> product) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] expected = Gpus.Run(Slices.Wide, arrays, true, product)[2];
            foreach (var backend in Gpus.All)
            {
                var split = backend.With(GemmTileRule.Always(GemmTiles.Small) with { SplitPerUnit = double.PositiveInfinity });
                int before = GpuQueue.LaunchCount;
                T[] actual = Gpus.Run(split, arrays, true, product)[2];
                Assert.Equal(2, GpuQueue.LaunchCount - before);
                Bits.Equal(expected, actual, $"on {backend.Accelerator.Name}");
            }
        }
    }

    [GpuFact]
    public void Each_is_one_launch()
    {
        foreach (var backend in Gpus.All)
        {
            using DeviceArray<float> a = new(backend, new float[35]), b = new(backend, new float[35]), c = new(backend, new float[25]), z = new(backend, new float[25]);
            var shape = GemmShape.Contiguous(5, 5, 7);
            Assert.Equal(1, Launches(() => backend.ReduceZip<SquaredError, Sum, float>(a.Slice, b.Slice, z.Slice, 35)));
            Assert.Equal(1, Launches(() => backend.GemmDropout<BiasThen<Relu>, float>(shape, a.Slice, b.Slice, c.Slice, z.Slice, 0.5f, 2, new(1, 2, null))));
            Assert.Equal(1, Launches(() => backend.GemmPullback<Relu, float>(shape, a.Slice, b.Slice, c.Slice, z.Slice, 2)));
            Assert.Equal(1, Launches(() => backend.GemmColumnSums(shape, a.Slice, b.Slice, c.Slice, z.Slice)));

            static int Launches(Action call)
            {
                int before = GpuQueue.LaunchCount;
                call();
                return GpuQueue.LaunchCount - before;
            }
        }
    }

    [GpuFact]
    public void Slices_that_are_too_short_are_refused()
    {
        foreach (var backend in Gpus.All)
        {
            using DeviceArray<float> a = new(backend, new float[35]), b = new(backend, new float[34]), c = new(backend, new float[25]), z = new(backend, new float[4]);
            var shape = GemmShape.Contiguous(5, 5, 7);
            Assert.Throws<ArgumentException>(() => backend.ReduceZip<SquaredError, Sum, float>(a.Slice, b.Slice, z.Slice, 35));
            Assert.Throws<ArgumentException>(() => backend.GemmDropout<BiasThen<Relu>, float>(shape, a.Slice, a.Slice, c.Slice, z.Slice, 0.5f, 2, new(1, 2, null)));
            Assert.Throws<ArgumentException>(() => backend.GemmPullback<Relu, float>(shape, a.Slice, a.Slice, c.Slice, z.Slice, 2));
            Assert.Throws<ArgumentException>(() => backend.GemmColumnSums(shape, a.Slice, a.Slice, c.Slice, z.Slice));
            Assert.Throws<ArgumentException>(() => backend.GemmColumnSums(shape with { M = 0 }, a.Slice, b.Slice, c.Slice, c.Slice));
            Assert.Throws<ArgumentException>(() => backend.GemmColumnSums(shape with { TransposeB = true }, a.Slice, a.Slice, c.Slice, c.Slice));
        }
    }

    private static void PairsAreReduced<TFormula, TReduction>(int length, Numbers numbers, bool aligned) where TFormula : struct, IBinaryFormula where TReduction : IReduction
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([numbers.Take<T>(length, 1), numbers.Take<T>(length, 2), new T[1]], aligned,
                (backend, slices) => backend.ReduceZip<TFormula, TReduction, T>(slices[0], slices[1], slices[2], T.CreateTruncating(3)));
    }

    private static void WithDropout<TEpilogue, T>(GemmCase value, int beyond) where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (shape, arrays) = Problem<T>(value, beyond, extra: value.N);
        T rate = T.CreateTruncating(value.Seed % 10) / T.CreateTruncating(10);
        Gpus.AgreeWithCpuInEveryTile(arrays, value.Seed % 2 == 0, (backend, slices) =>
        {
            using var step = new DeviceArray<uint>(backend, [(uint)value.Seed, (uint)value.M]);
            var address = new RandomAddress((ulong)value.Seed << 7, (uint)value.Batch, value.Seed % 3 == 0 ? null : step.Slice, (ulong)(value.Seed % 3));
            backend.GemmDropout<TEpilogue, T>(shape, slices[0], slices[1], slices[2], slices[3], rate, T.One / (T.One - rate), address);
        });
    }

    private static void WithPullback<TActivation, T>(GemmCase value) where TActivation : struct, IPullbackFromResult where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (shape, arrays) = Problem<T>(value, 0, extra: value.M * value.N);
        Gpus.AgreeWithCpuInEveryTile(arrays, value.Seed % 2 == 0, (backend, slices) =>
            backend.GemmPullback<TActivation, T>(shape, slices[0], slices[1], slices[2], slices[3], T.CreateTruncating(1.25)));
    }

    private static void WithColumnSums<T>(GemmCase value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // B is there even if C is empty
        var (shape, arrays) = Problem<T>(value with { TransposeB = false }, 0, extra: value.N);
        Gpus.AgreeWithCpuInEveryTile(arrays, value.Seed % 2 == 0, (backend, slices) => backend.GemmColumnSums(shape, slices[0], slices[1], slices[2], slices[3]));
    }

    /// <summary>One product into a contiguous C: A, B, C with some elements beyond its matrix, and an operand more.</summary>
    private static (GemmShape Shape, T[][] Arrays) Problem<T>(GemmCase value, int beyond, int extra) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        value = value with { Batch = 1, GapC = 0, Offset = 0 };
        var (lengthA, lengthB, lengthC) = value.Lengths;
        var random = new Random(value.Seed);
        T[] a = GemmCase.Numbers<T>(lengthA, random), b = GemmCase.Numbers<T>(lengthB, random), c = GemmCase.Numbers<T>(lengthC + beyond, random);
        if (value.Seed % 4 == 0 && b.Length > 0) b[value.Seed % b.Length] = T.NaN;
        return (value.Shape, [a, b, c, GemmCase.Numbers<T>(extra, random)]);
    }
}
