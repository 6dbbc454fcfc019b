using System.Diagnostics;

namespace NumericsCore.Measurement;

/// <summary>Takes samples of a call: warm-up, batches long enough for the clock, then many of them.</summary>
internal static partial class Sampler
{
    private const int LargestBatch = 1 << 20;

    // of a call that takes longer than all samples should
    private const int FewestOfSlow = 3;

    /// <summary>Measures a call that may look at its number, to use other memory each time.</summary>
    /// <param name="clock">How a batch is timed.</param>
    /// <param name="call">The work; gets 0, 1, 2, ...</param>
    /// <param name="plan">How long and how often.</param>
    /// <param name="cancellationToken">Ends the measurement between samples.</param>
    public static Samples Measure(Clock clock, Action<int> call, SamplingPlan plan, CancellationToken cancellationToken = default)
    {
        int calls = 0;
        var (batch, batchSeconds) = WarmUp(clock, call, plan, ref calls, cancellationToken);
        var seconds = new List<double>();
        int least = batchSeconds > plan.Seconds ? Math.Min(plan.MinSamples, FewestOfSlow) : plan.MinSamples;
        long start = Stopwatch.GetTimestamp();
        while (seconds.Count < least || (seconds.Count < plan.MaxSamples && Stopwatch.GetElapsedTime(start).TotalSeconds < plan.Seconds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            seconds.Add(clock.Seconds(call, calls, batch) / batch);
            calls = unchecked(calls + batch) & int.MaxValue;
        }

        double[] taken = [.. seconds];
        return Samples.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(seconds), batch) with { Taken = taken };
    }

    /// <summary>Measures a call that is the same each time.</summary>
    public static Samples Measure(Clock clock, Action call, SamplingPlan plan, CancellationToken cancellationToken = default) =>
        Measure(clock, _ => call(), plan, cancellationToken);

    /// <summary>Calls until the time is over and a batch is long enough; gives the calls in a batch, and its time.</summary>
    private static (int Batch, double Seconds) WarmUp(Clock clock, Action<int> call, SamplingPlan plan, ref int calls, CancellationToken cancellationToken)
    {
        int batch = 1;
        long start = Stopwatch.GetTimestamp();
        // the first call loads kernels and says nothing about the length of a batch
        clock.Seconds(call, calls++, 1);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double seconds = clock.Seconds(call, calls, batch);
            calls += batch;
            bool longEnough = seconds >= plan.SampleSeconds || batch >= LargestBatch;
            if (longEnough && Stopwatch.GetElapsedTime(start).TotalSeconds >= plan.WarmUpSeconds) return (batch, seconds);
            if (!longEnough) batch *= 2;
        }
    }
}
