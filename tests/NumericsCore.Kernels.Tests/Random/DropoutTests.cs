using System.Numerics;

namespace NumericsCore.Kernels.Tests;

public class DropoutTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(32)]
    [InlineData(1003)]
    [InlineData(50007)]
    public void Every_width_and_thread_count_gives_the_same_bits(int length)
    {
        Check<float>(length);
        Check<double>(length);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Drops_where_the_uniform_of_the_same_address_is_below_the_rate(double rate)
    {
        var address = new RandomAddress(9, 4, null);
        var u = Slices.Wide.Empty<double>(777);
        Slices.Wide.RandomUniform(u, address);
        double[] x = Ramp<double>(777);
        double scale = 1 / (1 - rate);

        double[] y = Drop(Slices.Wide, x, rate, scale, address);

        double[] uniforms = u.ToArray();
        Assert.Equal(x.Select((value, i) => uniforms[i] < rate ? 0 : value * scale), y);
    }

    [Fact]
    public void An_element_whose_uniform_is_the_rate_is_kept()
    {
        var address = new RandomAddress(9, 4, null);
        var u = Slices.Wide.Empty<float>(100);
        Slices.Wide.RandomUniform(u, address);
        foreach (int i in (int[])[0, 50, 99])
        {
            float rate = u.ToArray()[i];
            foreach (var cpu in Backends.All) Assert.Equal(3f, Drop(cpu, Enumerable.Repeat(1f, 100).ToArray(), rate, 3f, address)[i]);
        }
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.2f)]
    public void The_mean_is_kept(float rate)
    {
        const int n = 1 << 20;
        float[] ones = Enumerable.Repeat(1f, n).ToArray();

        float[] y = Drop(Slices.Wide, ones, rate, 1 / (1 - rate), new RandomAddress(3, 0, null));

        // a kept element is 1/(1 - rate), so the mean's variance is rate/(1 - rate)/n
        double deviation = 6 * Math.Sqrt(rate / (1 - rate) / n);
        Assert.InRange(y.Average(value => (double)value), 1 - deviation, 1 + deviation);
    }

    [Fact]
    public void Dropped_infinities_and_nan_become_zero_and_kept_ones_stay()
    {
        var address = new RandomAddress(1, 2, null);
        float[] special = Enumerable.Range(0, 300).Select(i => (i % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity }).ToArray();
        float[] kept = Drop(Slices.Wide, Enumerable.Repeat(1f, 300).ToArray(), 0.5f, 2f, address);

        foreach (var cpu in Backends.All)
        {
            float[] y = Drop(cpu, special, 0.5f, 2f, address);
            for (int i = 0; i < y.Length; i++) Assert.Equal(kept[i] == 0 ? 0f : special[i], y[i]);
        }
    }

    [Fact]
    public void Works_in_place()
    {
        float[] x = Ramp<float>(1003);
        var address = new RandomAddress(1, 2, null);
        foreach (var cpu in Backends.All)
        {
            var both = cpu.Slice<float>(x, offset: 5);
            cpu.Dropout(both, both, 0.3f, 1.5f, address);
            Assert.Equal(Drop(Backends.Plain, x, 0.3f, 1.5f, address), both.ToArray());
        }
    }

    [Fact]
    public void Rate_zero_keeps_everything()
    {
        float[] x = Ramp<float>(100);
        Assert.Equal(x, Drop(Slices.Wide, x, 0f, 1f, new RandomAddress(1, 2, null)));
    }

    [Fact]
    public void Too_short_an_input_is_refused_before_anything_is_written()
    {
        var x = Slices.Wide.Slice<float>([1, 2]);
        var y = Slices.Wide.Slice<float>([7, 7, 7]);

        Assert.Throws<ArgumentException>("x", () => Slices.Wide.Dropout(x, y, 0.5f, 2f, new RandomAddress(1, 2, null)));

        Assert.Equal([7f, 7f, 7f], y.ToArray());
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        var x = Slices.Wide.Slice<float>(Ramp<float>(1001));
        Assert.Equal(0, Backends.AllocatedBy(() => Slices.Wide.Dropout(x, x, 0.5f, 1f, new RandomAddress(1, 2, null))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void A_part_has_the_mask_of_its_place_in_the_whole(int part)
    {
        const int Blocks = 7, Length = 4 * Blocks;
        float[] ones = [.. Enumerable.Repeat(1f, 10 * Length)];
        foreach (var cpu in Backends.All)
        {
            float[] whole = Drop(cpu, ones, 0.5f, 1f, new RandomAddress(9, 4, cpu.Slice<uint>([3])));
            float[] here = Drop(cpu, ones[..(Length - 1)], 0.5f, 1f, new RandomAddress(9, 4, cpu.Slice<uint>([3, (uint)part]), Blocks));
            Assert.Equal(whole[(part * Length)..][..(Length - 1)], here);
        }
    }

    private static void Check<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rate = T.CreateTruncating(0.4), scale = T.One / (T.One - rate);
        var address = new RandomAddress(5, 6, null);
        T[] x = Ramp<T>(length);
        var expected = Drop(Backends.Plain, x, rate, scale, address);
        foreach (var cpu in Backends.All) Bits.Equal(expected, Drop(cpu, x, rate, scale, address));
    }

    private static T[] Drop<T>(CpuBackend cpu, T[] x, T rate, T scale, RandomAddress address) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = cpu.Empty<T>(x.Length, offset: 1);
        cpu.Dropout(cpu.Slice<T>(x, offset: 3), y, rate, scale, address);
        return y.ToArray();
    }

    private static T[] Ramp<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(1, length).Select(i => T.CreateTruncating(i - (length / 2) - 0.25))];
}
