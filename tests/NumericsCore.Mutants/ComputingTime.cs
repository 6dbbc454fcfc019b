using System.Diagnostics;

namespace NumericsCore.Mutants;

/// <summary>
/// Ends a process whose mutant made a loop endless. What counts is the time it has computed, not the time that has passed, so that a
/// machine with much else to do does not make a mutant look caught.
/// </summary>
internal static class ComputingTime
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(1);

    /// <param name="limit">How long all threads together may compute.</param>
    /// <param name="exceeded">What to do before the process ends.</param>
    public static void Limit(TimeSpan limit, Action exceeded)
    {
        var watch = new Thread(() =>
        {
            while (Environment.CpuUsage.TotalTime < limit) Thread.Sleep(s_glance);
            exceeded();
            using var process = Process.GetCurrentProcess();
            process.Kill();
        })
        { IsBackground = true };
        watch.Start();
    }
}
