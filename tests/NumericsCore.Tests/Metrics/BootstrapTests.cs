namespace NumericsCore.Tests.Metrics;

/// <summary>Confidence intervals by resampling.</summary>
public class BootstrapTests
{
    [Fact]
    public void The_interval_of_a_mean_is_near_that_of_the_normal_distribution()
    {
        var interval = Bootstrap.Interval(400, static samples => Mean(samples), 500, seed: 7);
        Assert.Equal(0.5, interval.Estimate);
        // 0.5 ± 1.96 · 0.5 / √400
        Assert.Equal(0.451, interval.Lower, 0.012);
        Assert.Equal(0.549, interval.Upper, 0.012);
        Assert.Equal(interval, Bootstrap.Interval(400, static samples => Mean(samples), 500, seed: 7));
        Assert.NotEqual(interval, Bootstrap.Interval(400, static samples => Mean(samples), 500, seed: 8));

        static double Mean(ReadOnlySpan<int> samples)
        {
            double sum = 0;
            foreach (int sample in samples) sum += sample % 2;
            return sum / samples.Length;
        }
    }

    [Fact]
    public void Resamples_without_a_statistic_are_counted_apart()
    {
        var interval = Bootstrap.Interval(3, static samples => samples.Contains(0) ? 1 : double.NaN, 200);
        Assert.Equal((1.0, 1.0, 1.0), (interval.Estimate, interval.Lower, interval.Upper));
        // (2/3)³ of them
        Assert.InRange(interval.Undefined, 30, 90);
        Assert.Equal((1.0, 1.0), (Bootstrap.Interval(1, static _ => 1, 5).Lower, Bootstrap.Interval(1, static _ => 1, 5).Upper));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Bootstrap.Interval(0, static _ => 1));
        Assert.ThrowsAny<ArgumentException>(static () => Bootstrap.Interval(3, static _ => 1, level: 1));
    }
}
