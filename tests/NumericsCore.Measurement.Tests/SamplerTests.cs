using FsCheck;
using FsCheck.Xunit;

namespace NumericsCore.Measurement.Tests;

/// <summary>Samples, and how they are taken, by a clock that is made up.</summary>
public class SamplerTests
{
    private static readonly SamplingPlan s_plan = new() { Seconds = 1, WarmUpSeconds = 0, MinSamples = 7, MaxSamples = 7, SampleSeconds = 1e-3 };

    [Theory]
    [InlineData(new[] { 3.0 }, 3, 0, 3)]
    [InlineData(new[] { 1.0, 2, 9 }, 2, 1, 1)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2.5, 1, 1)]
    [InlineData(new[] { 5.0, 5, 5, 100 }, 5, 0, 5)]
    public void The_statistics_are_those_of_the_sorted_times(double[] seconds, double median, double spread, double minimum) =>
        Assert.Equal(new Samples(median, spread, minimum, seconds.Length, 4), Samples.Of([.. seconds], 4));

    [Fact]
    public void No_samples_have_no_statistics() => Assert.Throws<ArgumentException>(() => Samples.Of([]));

    [Property]
    public bool Half_of_the_samples_lie_within_the_spread(NonEmptyArray<NormalFloat> drawn)
    {
        double[] seconds = [.. drawn.Get.Select(static value => Math.Clamp(value.Get, -1e6, 1e6))];
        var samples = Samples.Of([.. seconds]);
        return 2 * seconds.Count(value => Math.Abs(value - samples.Median) <= samples.Spread) >= seconds.Length && samples.Minimum == seconds.Min();
    }

    [Fact]
    public void Short_calls_are_put_together_until_a_sample_is_long_enough()
    {
        var clock = new MadeUpClock(10e-6);
        var samples = Sampler.Measure(clock, static () => { }, s_plan);
        Assert.Equal(128, samples.Batch);
        Assert.Equal(7, samples.Count);
        Assert.Equal(10e-6, samples.Median, 1e-12);
    }

    [Fact]
    public void Calls_longer_than_all_samples_should_be_are_sampled_three_times()
    {
        var samples = Sampler.Measure(new MadeUpClock(2), static () => { }, s_plan with { Seconds = 1e-9 });
        Assert.Equal((3, 1), (samples.Count, samples.Batch));
    }

    [Fact]
    public void Every_call_gets_the_next_number()
    {
        var numbers = new List<int>();
        Sampler.Measure(new MadeUpClock(1e-4), numbers.Add, s_plan);
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    [Fact]
    public void A_measurement_that_is_cancelled_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Sampler.Measure(new MadeUpClock(1), static () => { }, s_plan, source.Token));
    }

    [Fact]
    public void Two_calls_are_measured_in_turns()
    {
        var calls = new List<char>();
        var samples = Sampler.Alternate(new MadeUpClock(1), () => calls.Add('a'), () => calls.Add('b'), s_plan);
        Assert.Equal((1, 1, 1, 0), (samples.First.Median, samples.Second.Median, samples.Ratio, samples.RatioSpread));
        Assert.Equal(samples.Rounds, samples.First.Count);
        // a turn is one call that does not count and one that does; only warming up, of both, comes before
        Assert.EndsWith(string.Concat(Enumerable.Repeat("aabb", samples.Rounds)), string.Concat(calls), StringComparison.Ordinal);
        Assert.Equal(7, samples.Rounds);
    }

    /// <summary>Says that every call takes the same time, whatever it takes.</summary>
    private sealed class MadeUpClock(double secondsOfCall) : Clock
    {
        public override string Description => "made up";

        public override double Seconds(Action<int> call, int first, int count)
        {
            for (int i = 0; i < count; i++) call(first + i);
            return secondsOfCall * count;
        }
    }
}
