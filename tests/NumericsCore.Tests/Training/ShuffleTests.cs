using FsCheck;
using FsCheck.Xunit;

namespace NumericsCore.Tests.Training;

public class ShuffleTests
{
    [Fact]
    public void SplitMix64_gives_its_published_sequence()
    {
        // The first values for seed 1234567, as listed at rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
        var random = new SplitMix64(1234567, 0);
        ulong[] values = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], values);
    }

    // Expected orders from a separate program in big integers.
    [Theory]
    [InlineData(0UL, 0UL, new[] { 4, 9, 2, 5, 1, 7, 6, 0, 3, 8 })]
    [InlineData(42UL, 0UL, new[] { 8, 3, 6, 5, 4, 0, 9, 2, 1, 7 })]
    [InlineData(42UL, 1UL, new[] { 7, 8, 0, 2, 9, 4, 5, 1, 3, 6 })]
    [InlineData(ulong.MaxValue, 7UL, new[] { 4, 6, 3, 7, 9, 1, 8, 0, 2, 5 })]
    public void An_order_never_changes(ulong seed, ulong stream, int[] order) => Assert.Equal(order, Shuffle.Permutation(10, seed, stream));

    [Fact]
    public void A_longer_order_never_changes()
    {
        int[] order = Shuffle.Permutation(1000, 42);
        Assert.Equal(250800484, order.Select((value, i) => i * value).Sum());
        Assert.Equal([779, 365, 703, 482], order[..4]);
    }

    [Property]
    public bool A_permutation_holds_each_number_once(NonNegativeInt count, ulong seed, ulong stream) =>
        Shuffle.Permutation(count.Get, seed, stream).Order().SequenceEqual(Enumerable.Range(0, count.Get));

    [Fact]
    public void Every_number_comes_to_every_place_about_equally_often()
    {
        const int Draws = 6000;
        var seen = new int[6, 6];
        for (ulong seed = 0; seed < Draws; seed++)
        {
            int[] order = Shuffle.Permutation(6, seed);
            for (int place = 0; place < 6; place++) seen[place, order[place]]++;
        }
        // Six standard deviations of a binomial count with p = 1/6.
        double allowed = 6 * Math.Sqrt(Draws / 6.0 * 5 / 6);
        foreach (int count in seen) Assert.InRange(count, Draws / 6 - allowed, Draws / 6 + allowed);
    }

    [Fact]
    public void Streams_of_one_seed_differ() => Assert.NotEqual(Shuffle.Permutation(100, 1, 0), Shuffle.Permutation(100, 1, 1));

    [Fact]
    public void A_uniform_number_is_drawn_again_where_it_would_be_biased()
    {
        // A bound just above half the range rejects nearly half of the draws; what is left stays below it.
        var random = new SplitMix64(3, 0);
        const ulong Bound = (1UL << 63) + 1;
        for (int i = 0; i < 1000; i++) Assert.True(random.Below(Bound) < Bound);
    }

    [Fact]
    public void No_and_one_element_have_one_order()
    {
        Assert.Empty(Shuffle.Permutation(0, 5));
        Assert.Equal([0], Shuffle.Permutation(1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shuffle.Permutation(-1, 5));
    }
}
