using FsCheck;
using FsCheck.Fluent;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels.Tests;

/// <summary>
/// The fast products' kernel on a software matrix unit: everything but the one instruction of the hardware. As the unit chains its
/// products in order, the bits must be those of the exact product of rounded operands.
/// </summary>
[Collection(GpuTests.Name)]
public class GpuFastGemmTests
{
    // the slices and what the warps exchange are together more than a group may have on CUDA
    private static readonly Lazy<(FastFormat Format, GpuBackend Backend)[]> s_software = new(() =>
        [.. from backend in Gpus.All where backend.Accelerator is CLAccelerator from format in FastFormat.All select (format, backend.With(format.Software))]);

    // what the bound is promised of, and the software that must not exceed it either
    private static readonly Lazy<(FastFormat Format, GpuBackend Backend)[]> s_all = new(() =>
        [.. s_software.Value, .. from backend in Gpus.All where backend.UnavailableReason(GemmPrecision.Tf32, "") is null from format in FastFormat.All select (format, backend.With(format.Hardware))]);

    [GpuProperty(MaxTest = 60)]
    public Property Products_of_every_shape_and_layout_are_the_exact_ones_of_rounded_operands() => Prop.ForAll(GemmCases.Any(), Same);

    [GpuTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_product_of_many_tiles_is_the_exact_one_of_rounded_operands(bool transposeA, bool transposeB)
    {
        Same(GemmCase.Plain(260, 388, 132, transposeA, transposeB));
        Same(GemmCase.Plain(131, 259, 47, transposeA, transposeB) with { Batch = 2 });
    }

    [GpuTheory]
    [InlineData(0, 5, 6)]
    [InlineData(5, 0, 6)]
    [InlineData(5, 6, 0)]
    [InlineData(128, 128, 16)]
    [InlineData(129, 129, 17)]
    [InlineData(1, 1, 3000)]
    [InlineData(700, 1, 90)]
    [InlineData(1, 700, 90)]
    public void Edges_of_tiles_and_slices_are_the_exact_ones_of_rounded_operands(int m, int n, int k)
    {
        Same(GemmCase.Plain(m, n, k) with { GapC = 1 });
        Same(GemmCase.Plain(m, n, k) with { Batch = 2 });
    }

    [GpuProperty(MaxTest = 30)]
    public Property Dropout_behind_a_product_draws_the_same_numbers() => Prop.ForAll(GemmCases.OfOneBlock(), static value =>
    {
        var problem = Problem(value with { TransposeA = false, TransposeB = false }, value.N);
        Same(problem, (backend, shape, slices) => backend.GemmDropout<BiasThen<Relu>, float>(
            shape, slices[0], slices[1], slices[2], slices[3], 0.25f, 1 / 0.75f, new((ulong)value.Seed, 3, null)));
    });

    [GpuProperty(MaxTest = 30)]
    public Property A_pullback_behind_a_product_is_exact() => Prop.ForAll(GemmCases.OfOneBlock(), static value =>
    {
        var problem = Problem(value with { TransposeA = false, TransposeB = true }, value.M * value.N);
        Same(problem, (backend, shape, slices) => backend.GemmPullback<Relu, float>(shape, slices[0], slices[1], slices[2], slices[3], 1.25f));
    });

    [GpuProperty(MaxTest = 30)]
    public Property Column_sums_beside_a_product_are_of_numbers_that_are_not_rounded() => Prop.ForAll(GemmCases.OfOneBlock(), static value =>
    {
        var (shape, arrays) = Problem(value with { TransposeA = true, TransposeB = false }, value.N);
        float[] sums = Gpus.Run(Slices.Wide, arrays, true, Sums)[3];
        foreach (var (format, backend) in s_software.Value)
        {
            float[] products = Gpus.Run(Slices.Wide, Rounded(format, arrays), true, Sums)[2];
            float[][] actual = Gpus.Run(backend, arrays, true, Sums);
            Bits.Equal(sums, actual[3], $"in the sums of {value}");
            Bits.Equal(products, actual[2], $"in the product of {value}");
        }

        void Sums(Backend backend, Slice<float>[] slices) => backend.GemmColumnSums(shape, slices[0], slices[1], slices[2], slices[3]);
    });

    [GpuFact]
    public void Column_sums_beside_a_product_end_a_chain_with_each_block_of_k()
    {
        var (shape, arrays) = Problem(GemmCase.Plain(3, 130, 600, transposeA: true), 130);
        float[] expected = Sums(Slices.Wide);
        foreach (var (_, backend) in s_software.Value) Bits.Equal(expected, Sums(backend));

        float[] Sums(Backend on) => Gpus.Run(on, arrays, true, (backend, slices) => backend.GemmColumnSums(shape, slices[0], slices[1], slices[2], slices[3]))[3];
    }

    [GpuFact]
    public void Products_of_few_tiles_are_exact()
    {
        var (shape, arrays) = Problem(GemmCase.Plain(128, 256, 5), 0);
        float[] Product(Backend backend) => Gpus.Run(backend, arrays, true, (device, slices) => device.Gemm<NoEpilogue, float>(shape, slices[0], slices[1], slices[2], default))[2];
        foreach (var backend in Gpus.All) Bits.Equal(Product(Slices.Wide), Product(backend.With(new FastGemm<SoftwareMatrixUnit<SoftwareTf32>> { MinTiles = 3 })));
        Assert.Equal([1, 1, 14, 17], new[] { 1, 8, 108, 132 }.Select(FastGemm.MinTilesOf));
    }

    [GpuFact]
    public void Products_of_float64_stay_exact()
    {
        var value = GemmCase.Plain(20, 30, 40);
        var random = new Random(1);
        double[][] arrays = [GemmCase.Numbers<double>(800, random), GemmCase.Numbers<double>(1200, random), new double[600]];
        double[] expected = Gpus.Run(Slices.Wide, arrays, true, Product)[2];
        foreach (var (_, backend) in s_all.Value) Bits.Equal(expected, Gpus.Run(backend, arrays, true, Product)[2], "in a product of float64");

        void Product(Backend backend, Slice<double>[] slices) => backend.Gemm<NoEpilogue, double>(value.Shape, slices[0], slices[1], slices[2], default);
    }

    [GpuProperty(MaxTest = 30)]
    public Property Errors_stay_within_the_bound_that_is_promised() => Prop.ForAll(GemmCases.Any(), static value =>
    {
        // numbers of many magnitudes and both signs, so that sums cancel
        value = value with { GapC = 0 };
        var (shape, arrays) = Problem(value, value.N);
        var random = new Random(value.Seed);
        foreach (float[] operand in arrays.Take(2))
        {
            for (int i = 0; i < operand.Length; i++) operand[i] = float.ScaleB((random.NextSingle() * 2) - 1, random.Next(-12, 12));
        }

        arrays[3].AsSpan().Clear();
        (FastFormat Format, float[] Product)[] results = [.. s_all.Value.Select(unit => (unit.Format, Gpus.Run(unit.Backend, arrays, true, (backend, slices) =>
            backend.Gemm<BiasThen<Identity>, float>(shape, slices[0], slices[1], slices[2], slices[3]))[2]))];
        for (int i = 0; i < value.M; i++)
        {
            for (int j = 0; j < value.N; j++)
            {
                double exact = 0, magnitude = 0;
                for (int k = 0; k < value.K; k++)
                {
                    double product = (double)arrays[0][value.TransposeA ? (k * value.StrideA) + i : (i * value.StrideA) + k]
                        * arrays[1][value.TransposeB ? (j * value.StrideB) + k : (k * value.StrideB) + j];
                    exact += product;
                    magnitude += Math.Abs(product);
                }

                foreach (var (format, actual) in results)
                {
                    double bound = format.Bound(value.K) * magnitude;
                    double error = Math.Abs(actual[(i * value.StrideC) + j] - exact);
                    Assert.True(error <= bound, $"{value}: element ({i}, {j}) is {error} off; allowed is {bound}");
                }
            }
        }
    });

    [GpuFact]
    public void A_product_of_ties_comes_near_the_bound()
    {
        foreach (var (format, unit) in s_all.Value)
        {
            // just above a tie, so that both formats go up
            float above = MathF.BitIncrement(1 + MathF.ScaleB(1, -format.FractionBits - 1)), up = 1 + MathF.ScaleB(1, -format.FractionBits);
            float product = Product(unit, 1, [above], [-above])[0];
            Assert.Equal(-up * up, product);
            double square = (double)above * above;
            Assert.InRange(Math.Abs(product + square) / square, 0.99 * Math.ScaleB(1, -format.FractionBits), format.Bound(1));
        }
    }

    [GpuFact]
    public void Terms_far_below_a_sum_may_be_cut_off_within_the_bound()
    {
        // all terms but the first are just below what an accumulator of 24 bits keeps of a 1: the worst that can be cut off
        const int Terms = 4096;
        float[] a = new float[Terms], b = new float[Terms];
        Array.Fill(b, 1);
        foreach (var (format, unit) in s_all.Value)
        {
            float below = MathF.ScaleB(1, -23) * (1 - MathF.ScaleB(1, -format.FractionBits - 1));
            Assert.Equal(below, format.Round(below));
            Array.Fill(a, below);
            a[0] = 1;
            double exact = 1 + ((Terms - 1) * (double)below), error = Math.Abs(Product(unit, Terms, a, b)[0] - exact);
            Assert.True(error <= format.Bound(Terms) * exact, $"{error} off; allowed is {format.Bound(Terms) * exact}");
        }
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    [InlineData(16, 2)]
    public void Sums_as_tensor_cores_have_been_found_to_take_them_stay_within_the_bound(int atOnce, int extraBits)
    {
        var random = new Random(atOnce + extraBits);
        foreach (var format in FastFormat.All)
        {
            float below = MathF.ScaleB(1, -23) * (1 - MathF.ScaleB(1, -format.FractionBits - 1));
            float cut = Within([1, .. Enumerable.Repeat(below, 4095)], [.. Enumerable.Repeat(1f, 4096)]);
            // without a bit more than 24 every term but the first is lost: the bound is not idle
            if (extraBits == 0) Assert.Equal(1, cut);
            for (int trial = 0; trial < 20; trial++) Within(Numbers(1000), Numbers(1000));

            float Within(float[] a, float[] b)
            {
                double exact = 0, magnitude = 0;
                for (int k = 0; k < a.Length; k++) (exact, magnitude) = (exact + ((double)a[k] * b[k]), magnitude + Math.Abs((double)a[k] * b[k]));
                double actual = TensorCoreSums.Product(format.Round(a), format.Round(b), atOnce, extraBits);
                Assert.True(Math.Abs(actual - exact) <= format.Bound(a.Length) * magnitude, $"{Math.Abs(actual - exact)} off; allowed is {format.Bound(a.Length) * magnitude}");
                return (float)actual;
            }
        }

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => float.ScaleB((random.NextSingle() * 2) - 1, random.Next(-12, 12)))];
    }

    [FsCheck.Xunit.Property(MaxTest = 2000)]
    public void The_software_units_round_any_bits_as_their_formats_say(int bits)
    {
        // every number, and one of the ties of each format
        foreach (int pattern in new[] { bits, (int)(bits & 0xffffe000) | 0x1000, (int)(bits & 0xffff0000) | 0x8000, 0x7f7fffff, 1 })
        {
            float x = BitConverter.Int32BitsToSingle(pattern);
            Rounds(FastFormat.Tf32, x, SoftwareTf32.Near(x, 0), SoftwareTf32.Far(x));
            float word = SoftwareBFloat16.Near(x, -x);
            Rounds(FastFormat.BFloat16, x, SoftwareBFloat16.Part(word, 0), -SoftwareBFloat16.Part(word, 1));
        }

        static void Rounds(FastFormat format, float x, float near, float far)
        {
            Assert.Equal(GemmRunner.Bits(format.Round(x)), GemmRunner.Bits(near));
            Assert.Equal(GemmRunner.Bits(format.Round(x)), GemmRunner.Bits(far));
            if (float.IsNormal(x) && float.IsFinite(near)) Assert.True(Math.Abs((double)near - x) <= Math.ScaleB(Math.Abs((double)x), -format.FractionBits - 1));
        }
    }

    [Fact]
    public void Tensor_cores_need_CUDA_and_compute_capability_8()
    {
        const string Need = "needs the tensor cores of a CUDA device of compute capability 8.0 or later; x, ";
        Assert.Null(FastGemm.UnavailableReason(new CudaArchitecture(8, 0), "x"));
        Assert.Null(FastGemm.UnavailableReason(new CudaArchitecture(9, 0), "x"));
        Assert.Equal(Need + "has 7.5", FastGemm.UnavailableReason(new CudaArchitecture(7, 5), "x"));
        Assert.Equal(Need + "is none", FastGemm.UnavailableReason(null, "x"));
        Assert.Equal(Need + "is none", Slices.Wide.UnavailableReason(GemmPrecision.Tf32, "x"));
        Assert.Null(Slices.Wide.UnavailableReason(GemmPrecision.Exact, "x"));
        Assert.Throws<NotSupportedException>(() => Slices.Wide.With(GemmPrecision.BFloat16));
    }

    private static void Same(GemmCase value)
    {
        var random = new Random(value.Seed);
        (int lengthA, int lengthB, int lengthC) = value.Lengths;
        float[] a = GemmCase.Numbers<float>(value.Offset + lengthA, random), b = GemmCase.Numbers<float>(value.Offset + lengthB, random);
        float[] c = GemmCase.Numbers<float>(value.Offset + lengthC, random), bias = GemmCase.Numbers<float>(value.N, random);
        if (value.Seed % 4 == 0 && a.Length > 0) a[value.Seed % a.Length] = float.NaN;
        foreach (var (format, backend) in s_software.Value)
        {
            // a matrix unit goes on with its sums over all k
            float[] expected = GemmRunner.Reference<BiasThen<Identity>, float>(value, format.Round(a), format.Round(b), c, bias, block: int.MaxValue);
            float[] actual = GemmRunner.Run<BiasThen<Identity>, float>(backend, value, a, b, c, bias);
            if (GemmRunner.FirstDifference(expected, actual) is { } difference) Assert.Fail($"{value}, {format.FractionBits} fraction bits: {difference}");
        }
    }

    /// <summary>What a kernel leaves in C on the software unit is what it leaves there on the CPU with rounded operands.</summary>
    private static void Same((GemmShape Shape, float[][] Arrays) problem, Action<Backend, GemmShape, Slice<float>[]> kernel)
    {
        foreach (var (format, software) in s_software.Value)
        {
            float[] expected = Gpus.Run(Slices.Wide, Rounded(format, problem.Arrays), true, (backend, slices) => kernel(backend, problem.Shape, slices))[2];
            float[] actual = Gpus.Run(software, problem.Arrays, true, (backend, slices) => kernel(backend, problem.Shape, slices))[2];
            Bits.Equal(expected, actual, $"in {problem.Shape}, {format.FractionBits} fraction bits");
        }
    }

    /// <summary>A row times a column.</summary>
    private static float[] Product(GpuBackend unit, int k, float[] a, float[] b) => Gpus.Run(unit, [a, b, [0], [0]], true, (backend, slices) =>
        backend.Gemm<BiasThen<Identity>, float>(GemmCase.Plain(1, 1, k).Shape, slices[0], slices[1], slices[2], slices[3]))[2];

    private static float[][] Rounded(FastFormat format, float[][] arrays) => [format.Round(arrays[0]), format.Round(arrays[1]), .. arrays.Skip(2)];

    /// <summary>One product into a contiguous C: A, B, C, and an operand more.</summary>
    private static (GemmShape Shape, float[][] Arrays) Problem(GemmCase value, int extra)
    {
        value = value with { Batch = 1, GapC = 0, Offset = 0 };
        var random = new Random(value.Seed);
        (int lengthA, int lengthB, int lengthC) = value.Lengths;
        return (value.Shape, [GemmCase.Numbers<float>(lengthA, random), GemmCase.Numbers<float>(lengthB, random),
            GemmCase.Numbers<float>(lengthC, random), GemmCase.Numbers<float>(extra, random)]);
    }
}
