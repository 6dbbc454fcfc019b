namespace NumericsCore;

/// <summary>
/// Confidence intervals by the percentile bootstrap (Efron, "Bootstrap methods: another look at the jackknife", 1979): samples are drawn from the samples, as many as
/// there are and with replacement, the statistic of each such resample is taken, and the interval ends at the quantiles of these. It tells how much
/// a score depends on which rows were in the test, and nothing of how it depends on the training.
/// </summary>
public static class Bootstrap
{
    /// <summary>The interval of a statistic, such as the accuracy of a test.</summary>
    /// <param name="sampleCount">The number of samples, at least 1.</param>
    /// <param name="statistic">Gives the statistic of some samples, by their numbers from 0, where one may come several times; NaN where it is not defined.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="level">The confidence level, above 0 and below 1: the interval is from the quantile (1 − level) / 2 to (1 + level) / 2, linear between two values.</param>
    /// <param name="seed">Chooses the resamples: they are the same on every machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ConfidenceInterval Interval(int sampleCount, Func<ReadOnlySpan<int>, double> statistic, int resamples = 1000, double level = 0.95, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return Intervals(sampleCount, samples => [statistic(samples)], resamples, level, seed)[0];
    }

    /// <summary>The intervals of several statistics, from the same resamples.</summary>
    /// <param name="sampleCount">The number of samples, at least 1.</param>
    /// <param name="statistics">Gives the statistics of some samples, by their numbers from 0, where one may come several times; as many each time.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <param name="seed">Chooses the resamples.</param>
    /// <returns>One a statistic, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The number of statistics changes.</exception>
    public static ConfidenceInterval[] Intervals(int sampleCount, Func<ReadOnlySpan<int>, double[]> statistics, int resamples = 1000, double level = 0.95, ulong seed = 0)
    {
        Kernels.OutOfRange.ThrowIfLessThan(sampleCount, 1);
        ArgumentNullException.ThrowIfNull(statistics);
        Kernels.OutOfRange.ThrowIfLessThan(resamples, 1);
        Require.Finite(level, level is > 0 and < 1, "above 0 and below 1", nameof(level));
        var samples = new int[sampleCount];
        for (int i = 0; i < samples.Length; i++) samples[i] = i;
        double[] estimates = statistics(samples);
        var drawn = new double[estimates.Length][];
        for (int s = 0; s < drawn.Length; s++) drawn[s] = new double[resamples];
        for (int r = 0; r < resamples; r++)
        {
            // stream 0 shuffles rows elsewhere
            var random = new SplitMix64(seed, (ulong)r + 1);
            for (int i = 0; i < samples.Length; i++) samples[i] = (int)random.Below((ulong)sampleCount);
            double[] values = statistics(samples);
            if (values.Length != estimates.Length)
                throw new ArgumentException(FormattableString.Invariant($"statistics gave {estimates.Length} numbers for all samples and {values.Length} for a resample; expected as many each time."), nameof(statistics));
            for (int s = 0; s < drawn.Length; s++) drawn[s][r] = values[s];
        }

        return [.. estimates.Select((estimate, s) => Between(estimate, drawn[s], level))];
    }

    private static ConfidenceInterval Between(double estimate, double[] values, double level)
    {
        double[] defined = [.. values.Where(static value => !double.IsNaN(value))];
        int undefined = values.Length - defined.Length;
        if (defined.Length == 0) return new(estimate, double.NaN, double.NaN, level, undefined);
        var quantiles = Quantiles.Of(defined);
        return new(estimate, quantiles.At((1 - level) / 2), quantiles.At((1 + level) / 2), level, undefined);
    }
}
