using System.Diagnostics;

namespace NumericsCore.Mutants;

/// <summary>
/// Ends a process whose mutant made a loop endless. What counts is the time it has computed, not the time that has passed, so that a
/// machine with much else to do does not make a mutant look caught.
/// </summary>
internal sealed class ComputingTime
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(1);
    private long _start;

    /// <param name="limit">How long all threads together may compute between two starts.</param>
    /// <param name="exceeded">What to do before the process ends.</param>
    public ComputingTime(TimeSpan limit, Action exceeded)
    {
        Restart();
        var watch = new Thread(() =>
        {
            while (Environment.CpuUsage.TotalTime.Ticks - Volatile.Read(ref _start) < limit.Ticks) Thread.Sleep(s_glance);
            exceeded();
            using var process = Process.GetCurrentProcess();
            process.Kill();
        })
        { IsBackground = true };
        watch.Start();
    }

    public void Restart() => Volatile.Write(ref _start, Environment.CpuUsage.TotalTime.Ticks);
}
