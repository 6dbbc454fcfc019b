using FsCheck;
using FsCheck.Xunit;

namespace NumericsCore.Measurement.Tests;

/// <summary>Which differences count, on files that are made up.</summary>
public class ComparisonTests
{
    [Theory]
    [InlineData(1.0, 0.01, 1.0, 0.001, Verdict.Same)]
    [InlineData(1.0, 0.01, 1.05, 0.01, Verdict.Unclear)]    // 5 % is less than 3·1.4826·√2 %
    [InlineData(1.0, 0.01, 1.10, 0.01, Verdict.Slower)]
    [InlineData(1.0, 0.01, 0.90, 0.01, Verdict.Faster)]
    [InlineData(1.0, 0.1, 0.7, 0.0, Verdict.Unclear)]       // the noise of either counts
    [InlineData(1.0, 0.0, 0.7, 0.1, Verdict.Unclear)]
    [InlineData(1.0, 0.0, 1.019, 0.0, Verdict.Same)]        // too little, however quiet
    [InlineData(1.0, 0.0, 1.021, 0.0, Verdict.Slower)]
    [InlineData(1.0, 0.01, 22.0, 4.8, Verdict.Slower)]      // once called the same: three deviations of the longer time are 21.4
    [InlineData(22.0, 4.8, 1.0, 0.01, Verdict.Faster)]
    [InlineData(1.0, 0.5, 22.0, 15.0, Verdict.Unclear)]     // and never the same, whatever the noise
    internal void Without_samples_the_spread_says_what_the_noise_hides(double first, double firstSpread, double second, double secondSpread, Verdict verdict) =>
        Assert.Equal(verdict, TimeRatio.Of(Entry("relu", first, firstSpread), Entry("relu", second, secondSpread))!.Verdict);

    [Property]
    public bool Times_far_apart_are_never_called_the_same(PositiveInt spread, PositiveInt otherSpread, PositiveInt factor)
    {
        double ratio = 1.06 + factor.Get;
        return TimeRatio.Of(Entry("relu", 1, spread.Get * 0.1), Entry("relu", ratio, otherSpread.Get * 0.1))!.Verdict is not (Verdict.Same or Verdict.Faster);
    }

    [Property(MaxTest = 50)]
    public bool The_interval_of_samples_holds_their_ratio_and_turns_round(int seed, PositiveInt count, PositiveInt otherCount)
    {
        var random = new Random(seed);
        EntryRecord one = Sampled(random, 1, 2 + count.Get % 200), other = Sampled(random, 3, 2 + otherCount.Get % 200);
        TimeRatio there = TimeRatio.Of(one, other)!, back = TimeRatio.Of(other, one)!;
        return there.Lower <= there.Ratio && there.Ratio <= there.Upper && Math.Abs(back.Lower * there.Upper - 1) < 1e-9 && Math.Abs(back.Upper * there.Lower - 1) < 1e-9;
    }

    [Fact]
    public void Many_samples_tell_what_the_spread_hides()
    {
        // by the spread alone, noise of 10 % hides 20 %
        var random = new Random(1);
        EntryRecord one = Sampled(random, 1, 900), other = Sampled(random, 1.2, 900);
        Assert.Equal(Verdict.Unclear, TimeRatio.Of(one with { SampleSeconds = null }, other with { SampleSeconds = null })!.Verdict);
        Assert.Equal(Verdict.Slower, TimeRatio.Of(one, other)!.Verdict);
        Assert.Equal(Verdict.Same, TimeRatio.Of(one, Sampled(random, 1, 900))!.Verdict);
    }

    [Fact]
    public void A_run_that_changed_its_pace_half_way_is_unclear()
    {
        var steady = new EntryRecord { Seconds = 1, Spread = 0, SampleSeconds = [.. Enumerable.Repeat(1.0, 400)] };
        var slowed = new EntryRecord { Seconds = 1.2, Spread = 0.2, SampleSeconds = [.. Enumerable.Repeat(1.0, 195), .. Enumerable.Repeat(1.4, 205)] };
        Assert.Equal(Verdict.Unclear, TimeRatio.Of(steady, slowed)!.Verdict);
    }

    [Fact]
    public void Without_a_spread_or_a_time_nothing_is_judged()
    {
        Assert.Null(TimeRatio.Of(Entry("relu", 1, 0), Entry("relu", 2, 0) with { Spread = null }));
        Assert.Null(TimeRatio.Of(Entry("relu", 0, 0), Entry("relu", 2, 0)));
    }

    [Fact]
    public void A_threshold_is_passed_by_what_is_certainly_slower_alone()
    {
        var comparison = Comparison.Of(
        [
            ("a", File("cpu", Entry("relu", 1, 0.001), Entry("sum", 1, 0.001), Entry("max", 1, 0.05))),
            ("b", File("cpu", Entry("relu", 1.3, 0.001), Entry("sum", 1.05, 0.001), Entry("max", 1.3, 0.05))),
        ]);
        Assert.Equal(["relu"], comparison.Beyond(1, 1.1).Select(static row => row.Kernel));
        Assert.Equal(["max"], comparison.PerhapsBeyond(1, 1.1).Select(static row => row.Kernel));
    }

    [Fact]
    public void Other_bits_are_noticed_where_both_have_hashes()
    {
        var entry = Entry("relu", 1, 0) with { BitsSha256 = "aa" };
        bool Other(EntryRecord other) => Comparison.Of([("a", File("cpu", entry)), ("b", File("cpu", other))]).Rows[0].Cells[1].HasOtherBits;
        Assert.Equal((false, true, false), (Other(entry), Other(entry with { BitsSha256 = "ab" }), Other(entry with { BitsSha256 = null })));
    }

    [Fact]
    public void All_devices_stand_beside_the_first_and_what_one_lacks_stays_empty()
    {
        var comparison = Comparison.Of(
        [
            ("a", File("cpu", Entry("relu", 2, 0), Entry("sum", 1, 0))),
            ("b", File("cuda:0", Entry("relu", 1, 0), Entry("conv", 1, 0)) with { Machine = new MachineRecord { Cpu = "another" } }),
        ]);
        Assert.Equal(["a cpu", "b cuda:0"], comparison.Columns.Select(static column => column.Title));
        Assert.Equal(["relu", "sum", "conv"], comparison.Rows.Select(static row => row.Kernel));
        Assert.Equal((2.0, Verdict.Faster), (comparison.Rows[0].Cells[1].Speed, comparison.Rows[0].Cells[1].Verdict));
        Assert.Equal(new ComparedCell(null, null, null), comparison.Rows[1].Cells[1]);
        Assert.Null(comparison.Rows[2].Cells[0].Entry);
        Assert.Equal(["b: the kernel 'conv' is unknown here, and compared by its name alone"], comparison.Remarks);
    }

    [Fact]
    public void A_peer_is_not_taken_for_ours()
    {
        var comparison = Comparison.Of([("a", File("cuda:0", Entry("gemm", 2, 0), Entry("gemm", 1, 0) with { Peer = "cuBLAS" }))]);
        Assert.Equal([null, "cuBLAS"], comparison.Rows.Select(static row => row.Peer));
    }

    private static EntryRecord Sampled(Random random, double seconds, int count)
    {
        double[] samples = [.. Enumerable.Range(0, count).Select(_ => seconds * (1 + 0.2 * (random.NextDouble() - 0.5)))];
        return new EntryRecord { SampleSeconds = samples }.With(Samples.Of([.. samples]) with { Taken = samples });
    }

    private static EntryRecord Entry(string kernel, double seconds, double spread) => new() { Kernel = kernel, Size = "4K", Seconds = seconds, Spread = spread, SameBits = true };

    private static ResultFile File(string device, params EntryRecord[] entries) => new() { Devices = [new DeviceRecord { Name = device, Entries = entries }] };
}
