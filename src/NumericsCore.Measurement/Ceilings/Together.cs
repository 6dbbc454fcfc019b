using System.Diagnostics;

namespace NumericsCore.Measurement;

/// <summary>Runs the same work on several threads at once.</summary>
internal static class Together
{
    /// <summary>The shortest time, over the repeats, from the start of the first thread to the end of the last.</summary>
    public static double ShortestSeconds(int threads, int repeats, Action<int> work)
    {
        long shortest = long.MaxValue;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            using var ready = new Barrier(threads);
            var starts = new long[threads];
            var ends = new long[threads];
            var running = new Thread[threads];
            for (int index = 0; index < threads; index++)
            {
                int own = index;
                running[own] = new Thread(() =>
                {
                    ready.SignalAndWait();
                    starts[own] = Stopwatch.GetTimestamp();
                    work(own);
                    ends[own] = Stopwatch.GetTimestamp();
                });
                running[own].Start();
            }

            foreach (Thread thread in running) thread.Join();
            shortest = Math.Min(shortest, ends.Max() - starts.Min());
        }

        return shortest / (double)Stopwatch.Frequency;
    }
}
