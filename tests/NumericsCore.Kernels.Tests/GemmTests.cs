using System.Numerics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

public class GemmTests
{
    // threads share small products too, as they would large ones
    private static readonly CpuBackend[] s_backends =
        [.. from bits in (int[])[0, 128, 256, 512] from threads in (int[])[1, 2, 3] select new CpuBackend(threads, bits) { Workers = { SharedProduct = 1 << 14 } }];

    [Property(MaxTest = 150)]
    public Property Every_width_and_thread_count_gives_the_bits_of_three_plain_loops() =>
        Prop.ForAll(GemmCases.Any(), value => Difference<BiasThen<Halve>, float>(value) is null
            && Difference<NoEpilogue, double>(value) is null);

    [Property(MaxTest = 40)]
    public Property The_epilogue_sees_the_finished_chain_and_the_bias_of_its_column() =>
        Prop.ForAll(GemmCases.Any(), value => Difference<NoEpilogue, float>(value) is null
            && Difference<Then<Halve>, float>(value) is null && Difference<BiasThen<Halve>, double>(value) is null);

    [Property(MaxTest = 25)]
    public Property Sums_of_blocks_of_k_are_added_in_ascending_order() =>
        Prop.ForAll(GemmCases.Deep(), value => Difference<BiasThen<Halve>, float>(value) is null && Difference<NoEpilogue, double>(value, Spoil) is null);

    [Fact]
    public void Twenty_million_products_of_a_tenth_come_near_two_million()
    {
        const int Terms = 20_000_000;
        using var roots = new DeviceArray<float>(Slices.Wide, [.. Enumerable.Repeat(MathF.Sqrt(0.1f), Terms)]);
        using var sum = new DeviceArray<float>(Slices.Wide, new float[1]);
        Slices.Wide.Gemm<NoEpilogue, float>(GemmShape.Contiguous(1, 1, Terms), roots.Slice, roots.Slice, sum.Slice, default);
        // one chain would stay at 2²¹, where a tenth is less than half a unit in the last place
        Assert.Equal(2e6, sum.ToArray()[0], 2e6 * 1e-3);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_product_of_many_blocks_and_tiles_gives_the_bits_of_three_plain_loops(bool transposeA, bool transposeB) =>
        Assert.Null(Difference<BiasThen<Halve>, float>(GemmCase.Plain(513, 515, 517, transposeA, transposeB)));

    [Theory]
    [InlineData(1, 1, 3000)]
    [InlineData(700, 1, 900)]
    [InlineData(1, 700, 900)]
    [InlineData(700, 900, 1)]
    [InlineData(17, 3, 1500)]
    [InlineData(3, 17, 1500)]
    [InlineData(400, 7, 400)]
    [InlineData(1, 700, 768)]
    [InlineData(700, 1, 1029)]
    public void Thin_products_give_the_bits_of_three_plain_loops(int m, int n, int k)
    {
        foreach (bool transposeA in (bool[])[false, true])
        {
            foreach (bool transposeB in (bool[])[false, true])
            {
                GemmCase value = GemmCase.Plain(m, n, k, transposeA, transposeB) with { GapC = 1 };
                Assert.Null(Difference<BiasThen<Halve>, float>(value));
                Assert.Null(Difference<BiasThen<Halve>, double>(value));
            }
        }
    }

    [Property(MaxTest = 60)]
    public Property Products_of_a_vector_give_the_bits_of_three_plain_loops() => Prop.ForAll(GemmCases.Vectors(), AgreesPlainAndSpoiled);

    [Property(MaxTest = 60)]
    public Property Products_over_few_k_give_the_bits_of_three_plain_loops() => Prop.ForAll(GemmCases.Outer(), AgreesPlainAndSpoiled);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_outer_product_beyond_the_caches_gives_the_bits_of_three_plain_loops(int k)
    {
        const int columns = 1024;
        int rows = (CacheSizes.Level3 / 2 / (columns * sizeof(float))) + 1;
        GemmCase value = GemmCase.Plain(rows, columns, k);
        var random = new Random(k);
        float[] a = GemmCase.Numbers<float>(rows * k, random), b = GemmCase.Numbers<float>(k * columns, random), bias = GemmCase.Numbers<float>(columns, random);
        float[] expected = GemmRunner.Reference<BiasThen<Halve>, float>(value, a, b, new float[rows * columns], bias);
        foreach (CpuBackend backend in s_backends.Where(backend => backend.Workers.Threads == 2))
        {
            float[] actual = GemmRunner.Run<BiasThen<Halve>, float>(backend, value, a, b, new float[rows * columns], bias);
            Assert.Null(GemmRunner.FirstDifference(expected, actual));
        }
    }

    [Fact]
    public void A_chain_starts_from_plus_zero_so_that_a_product_of_minus_zero_leaves_plus_zero()
    {
        foreach (CpuBackend backend in s_backends)
        {
            foreach ((int m, int n, int k) in ((int, int, int)[])[(40, 1, 1), (1, 40, 1), (3, 40, 1), (40, 1, 17), (5, 40, 257), (1, 200, 512), (40, 1, 513)])
            {
                float[] a = [.. Enumerable.Repeat(-1f, m * k)];
                float[] c = GemmRunner.Run<NoEpilogue, float>(backend, GemmCase.Plain(m, n, k), a, new float[k * n], new float[m * n], []);
                Assert.All(c, value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
            }
        }
    }

    [Property(MaxTest = 30)]
    public Property Infinities_and_NaN_reach_the_elements_whose_chains_meet_them() => Prop.ForAll(GemmCases.Any(), value =>
        Difference<NoEpilogue, float>(value, Spoil) is null && Difference<BiasThen<Halve>, double>(value, Spoil) is null);

    [Property(MaxTest = 40)]
    public Property Nothing_past_the_last_element_of_an_operand_is_touched() => Prop.ForAll(GemmCases.Any(), TouchesNothingPastTheEnd);

    [Property(MaxTest = 30)]
    public Property Nothing_past_the_last_element_of_a_vector_is_touched() => Prop.ForAll(GemmCases.Vectors(), TouchesNothingPastTheEnd);

    [Property(MaxTest = 30)]
    public Property Nothing_past_the_end_is_touched_by_products_over_few_k() => Prop.ForAll(GemmCases.Outer(), TouchesNothingPastTheEnd);

    private static void TouchesNothingPastTheEnd(GemmCase value)
    {
        if (!OperatingSystem.IsLinux()) return;
        (int a, int b, int c) = value.Lengths;
        foreach (CpuBackend backend in s_backends)
        {
            using GuardedMemory guardedA = new(backend, a * sizeof(float)), guardedB = new(backend, b * sizeof(float));
            using GuardedMemory guardedC = new(backend, c * sizeof(float)), guardedBias = new(backend, value.N * sizeof(float));
            backend.Gemm<BiasThen<Halve>, float>(value.Shape, new(guardedA.Memory, 0, a), new(guardedB.Memory, 0, b),
                new(guardedC.Memory, 0, c), new(guardedBias.Memory, 0, value.N));
        }
    }

    [Fact]
    public void A_product_over_no_k_is_the_epilogue_of_zero()
    {
        foreach (CpuBackend backend in s_backends)
        {
            float[] bias = [2, 4, 6, 8, 10];
            GemmCase value = GemmCase.Plain(3, 5, 0);
            float[] c = GemmRunner.Run<BiasThen<Halve>, float>(backend, value, [], [], Enumerable.Repeat(float.NaN, 15).ToArray(), bias);
            Assert.Equal([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5], c);
        }
    }

    [Fact]
    public void Repeated_products_allocate_nothing()
    {
        foreach (CpuBackend backend in s_backends)
        {
            GemmShape shape = GemmCase.Plain(130, 70, 150, false, true).Shape;
            Slice<float> a = Memory(backend, 130 * 150), b = Memory(backend, 150 * 70), c = Memory(backend, 130 * 70), bias = Memory(backend, 70);
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Gemm<BiasThen<Identity>, float>(shape, a, b, c, bias)));
        }

        static Slice<float> Memory(CpuBackend backend, int count)
        {
            var slice = new Slice<float>(backend.Allocate(count * sizeof(float)), 0, count);
            backend.Upload<float>(new float[count], slice);
            return slice;
        }
    }

    [Fact]
    public void Shapes_beyond_their_memory_are_refused_before_anything_is_written()
    {
        CpuBackend backend = s_backends[0];
        GemmCase good = GemmCase.Plain(4, 5, 6);
        Refused<ArgumentException>("A", good.Shape, 23, 30, 20);
        Refused<ArgumentException>("B", good.Shape, 24, 29, 20);
        Refused<ArgumentException>("C", good.Shape, 24, 30, 19);
        Refused<ArgumentException>("StrideA", good.Shape with { StrideA = 5 }, 24, 30, 20);
        Refused<ArgumentException>("BatchStrideC", good.Shape with { Batch = 2, BatchStrideC = 19 }, 48, 60, 40);
        Refused<ArgumentException>("BatchStrideB", good.Shape with { Batch = 2, BatchStrideA = 24, BatchStrideB = -1, BatchStrideC = 20 }, 48, 60, 40);
        Refused<ArgumentOutOfRangeException>("M", good.Shape with { M = -1 }, 24, 30, 20);

        void Refused<TException>(string named, GemmShape shape, int a, int b, int c) where TException : ArgumentException
        {
            DeviceMemory memory = backend.Allocate(1024);
            var thrown = Assert.Throws<TException>(() => backend.Gemm<NoEpilogue, float>(
                shape, new(memory, 0, a), new(memory, 0, b), new(memory, 0, c), new(memory, 0, 0)));
            Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_bias_shorter_than_a_row_is_refused()
    {
        CpuBackend backend = s_backends[0];
        DeviceMemory memory = backend.Allocate(1024);
        Slice<float> all = new(memory, 0, 64);
        var thrown = Assert.Throws<ArgumentException>(() => backend.Gemm<BiasThen<Identity>, float>(
            GemmCase.Plain(4, 5, 6).Shape, all, all, all, all.Part(0, 4)));
        Assert.Contains("bias", thrown.Message, StringComparison.Ordinal);
    }

    private static string? Difference<TEpilogue, T>(GemmCase value, Action<Array, Random>? change = null)
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(value.Seed);
        (int lengthA, int lengthB, int lengthC) = value.Lengths;
        T[] a = GemmCase.Numbers<T>(value.Offset + lengthA, random), b = GemmCase.Numbers<T>(value.Offset + lengthB, random);
        T[] c = GemmCase.Numbers<T>(value.Offset + lengthC, random), bias = GemmCase.Numbers<T>(value.N, random);
        change?.Invoke(a, random);
        change?.Invoke(b, random);

        T[] expected = GemmRunner.Reference<TEpilogue, T>(value, a, b, c, bias);
        foreach (CpuBackend backend in s_backends)
        {
            T[] actual = GemmRunner.Run<TEpilogue, T>(backend, value, a, b, c, bias);
            if (GemmRunner.FirstDifference(expected, actual) is string difference)
                throw new InvalidOperationException($"{backend.SimdBits} bits, {backend.Workers.Threads} threads, {value}: {difference}");
        }

        return null;
    }

    private static bool AgreesPlainAndSpoiled(GemmCase value) =>
        Difference<NoEpilogue, float>(value) is null && Difference<BiasThen<Halve>, float>(value, Spoil) is null
        && Difference<Then<Halve>, double>(value, Spoil) is null && Difference<BiasThen<Halve>, double>(value) is null;

    private static void Spoil(Array values, Random random)
    {
        for (int count = Math.Min(3, values.Length); count > 0; count--)
        {
            double bad = random.Next(3) switch { 0 => double.NaN, 1 => double.PositiveInfinity, _ => double.NegativeInfinity };
            values.SetValue(values is float[]? (object)(float)bad : bad, random.Next(values.Length));
        }
    }

    /// <summary>An activation whose result tells whether it was applied exactly once.</summary>
    private readonly struct Halve : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(0.5);
    }
}
