namespace NumericsCore.Kernels.Tests;

public class RandomUniformTests
{
    // whole batches, tails, and enough for several ranges of the workers
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 5, 31, 32, 33, 127, 1000, 70001];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_width_and_thread_count_gives_the_same_bits(int length)
    {
        var singles = Draw<float>(Backends.Plain, length);
        var doubles = Draw<double>(Backends.Plain, length);
        foreach (var cpu in Backends.All)
        {
            Bits.Equal(singles, Draw<float>(cpu, length, offset: 3));
            Bits.Equal(doubles, Draw<double>(cpu, length, offset: 1));
        }
    }

    [Fact]
    public void The_address_chooses_the_counter_and_the_key()
    {
        ScalarUInt32Lane c0 = new(2), c1 = new(0), c2 = new(0x13198a2e), c3 = new(0x03707344);
        Philox.Apply(new(0xa4093822), new(0x299f31d0), ref c0, ref c1, ref c2, ref c3);

        float[] values = Draw<float>(Slices.Wide, 12, 0x299f31d0_a4093822, stream: 0x13198a2e, step: 0x03707344);

        ScalarUInt32Lane[] words = [c0, c1, c2, c3];
        for (int j = 0; j < 4; j++) Assert.Equal((words[j].Value >> 8) / 16777216f, values[8 + j]);
    }

    [Fact]
    public void Float32_and_float64_draw_the_same_numbers()
    {
        float[] singles = Draw<float>(Slices.Wide, 999);

        Assert.Equal(Array.ConvertAll(singles, x => (double)x), Draw<double>(Slices.Wide, 999));
    }

    [Fact]
    public void A_longer_buffer_starts_with_the_values_of_a_shorter_one()
    {
        float[] longer = Draw<float>(Slices.Wide, 500);
        for (int length = 0; length < 100; length++) Assert.Equal(longer[..length], Draw<float>(Slices.Wide, length));
    }

    [Fact]
    public void Seeds_streams_and_steps_give_different_numbers()
    {
        float[][] draws =
        [
            Draw<float>(Slices.Wide, 1000),
            Draw<float>(Slices.Wide, 1000, seed: 2),
            Draw<float>(Slices.Wide, 1000, seed: 1 + (1UL << 32)),
            Draw<float>(Slices.Wide, 1000, stream: 1),
            Draw<float>(Slices.Wide, 1000, step: 1),
        ];

        for (int a = 0; a < draws.Length; a++)
            for (int b = 0; b < a; b++)
                Assert.True(draws[a].Zip(draws[b]).Count(pair => pair.First == pair.Second) < 3, $"draws {a} and {b} are alike");
    }

    [Fact]
    public void Without_a_counter_the_step_is_zero()
    {
        var y = Slices.Wide.Empty<float>(100);
        Slices.Wide.RandomUniform(y, new RandomAddress(1, 0, null));

        Assert.Equal(Draw<float>(Slices.Wide, 100, step: 0), y.ToArray());
    }

    [Fact]
    public void Moments_and_bins_are_those_of_the_uniform_distribution()
    {
        const int n = 1 << 20;
        double[] u = Draw<double>(Slices.Wide, n, seed: 20240517);

        Assert.All(u, x => Assert.InRange(x, 0, 1 - (1.0 / (1 << 24))));
        // six standard deviations of each estimate
        Assert.InRange(u.Average() - 0.5, -6 / Math.Sqrt(12.0 * n), 6 / Math.Sqrt(12.0 * n));
        Assert.InRange(u.Average(x => x * x) - (1 / 3.0), -6 * Math.Sqrt(4 / 45.0 / n), 6 * Math.Sqrt(4 / 45.0 / n));
        double neighbours = 0;
        for (int i = 1; i < n; i++) neighbours += (u[i] - 0.5) * (u[i - 1] - 0.5);
        Assert.InRange(neighbours / n, -6 / 12.0 / Math.Sqrt(n), 6 / 12.0 / Math.Sqrt(n));
        double expected = n / 256.0;
        double chiSquare = u.GroupBy(x => (int)(x * 256)).Sum(bin => (bin.Count() - expected) * (bin.Count() - expected) / expected);
        Assert.InRange(chiSquare, 255 - (6 * Math.Sqrt(510)), 255 + (6 * Math.Sqrt(510)));
    }

    [Fact]
    public void Nothing_is_written_outside_the_slice()
    {
        foreach (var cpu in Backends.All)
        {
            var all = cpu.Empty<float>(150);
            cpu.Upload<float>(Enumerable.Repeat(-1f, 150).ToArray(), all);
            cpu.RandomUniform(all.Part(7, 77), new RandomAddress(1, 0, null));

            float[] values = all.ToArray();
            Assert.All(values[..7], x => Assert.Equal(-1, x));
            Assert.All(values[7..84], x => Assert.InRange(x, 0, 1));
            Assert.All(values[84..], x => Assert.Equal(-1, x));
        }
    }

    [Fact]
    public void Advance_keeps_the_count_it_found_and_adds_one_with_wrapping()
    {
        var counter = Slices.Wide.Slice<uint>([41, uint.MaxValue]);
        var snapshot = Slices.Wide.Slice<uint>([7, 7]);
        Slices.Wide.Advance(counter.Part(0, 1), snapshot.Part(1, 1));
        Assert.Equal([42u, uint.MaxValue], counter.ToArray());
        Assert.Equal([7u, 41u], snapshot.ToArray());

        Slices.Wide.Advance(counter.Part(1, 1), snapshot.Part(0, 1));
        Assert.Equal([42u, 0u], counter.ToArray());
        Assert.Equal([uint.MaxValue, 41u], snapshot.ToArray());
    }

    [Fact]
    public void A_draw_allocates_nothing()
    {
        var y = Slices.Wide.Empty<float>(1001);
        var step = Slices.Wide.Slice<uint>([0]);
        var snapshot = Slices.Wide.Slice<uint>([0]);

        Assert.Equal(0, Backends.AllocatedBy(() =>
        {
            Slices.Wide.RandomUniform(y, new RandomAddress(1, 0, step));
            Slices.Wide.Advance(step, snapshot);
        }));
    }

    private static T[] Draw<T>(CpuBackend cpu, int length, ulong seed = 1, uint stream = 0, uint step = 0, int offset = 0)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var y = cpu.Empty<T>(length, offset);
        cpu.RandomUniform(y, new RandomAddress(seed, stream, cpu.Slice<uint>([step])));
        return y.ToArray();
    }
}
