using System.Diagnostics;

namespace NumericsCore.Measurement;

/// <summary>
/// When this process uses no processor. Threads of native libraries spin for a while after their last call, some tens of milliseconds in ONNX Runtime:
/// whoever is measured meanwhile has a core less.
/// </summary>
internal static class IdleProcess
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(500);

    // of the time looked at: for the looking itself and the runtime's own threads
    private const double IdleShare = 0.15;

    /// <summary>Waits until the process uses no processor, for half a second at most.</summary>
    /// <returns>Whether it uses none.</returns>
    public static bool Await() => Await(static () => Environment.CpuUsage.TotalTime, Sleep);

    /// <inheritdoc cref="Await()"/>
    /// <param name="processorTime">What the process has used so far.</param>
    /// <param name="sleep">Sleeps for about as long, and tells how long it was.</param>
    public static bool Await(Func<TimeSpan> processorTime, Func<TimeSpan, TimeSpan> sleep)
    {
        for (var waited = TimeSpan.Zero; waited < s_longest;)
        {
            var before = processorTime();
            var slept = sleep(s_look);
            if (processorTime() - before < slept * IdleShare) return true;
            waited += slept;
        }

        return false;
    }

    private static TimeSpan Sleep(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(time);
        return Stopwatch.GetElapsedTime(start);
    }
}
