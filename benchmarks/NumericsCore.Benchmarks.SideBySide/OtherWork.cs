using System.Globalization;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>How much of the machine other processes take while this one measures. The libraries do not suffer alike: threads that wait for each other by spinning lose far more than those that sleep.</summary>
internal sealed class OtherWork
{
    /// <summary>More than this, and the figures say more of the other processes than of the libraries.</summary>
    public const double MostShare = 0.03;

    private readonly (long Busy, long All, long Own) _start;

    private OtherWork((long Busy, long All, long Own) start) => _start = start;

    /// <summary>Begins to watch; null where the system does not tell.</summary>
    public static OtherWork? Watch() => Read() is { } start ? new OtherWork(start) : null;

    /// <summary>Their share of the processors' time since the watch began.</summary>
    public double Share()
    {
        var now = Read() ?? throw new InvalidOperationException("The processors' times can no longer be read.");
        return Share(_start, now);
    }

    /// <summary>The share between two readings.</summary>
    internal static double Share((long Busy, long All, long Own) before, (long Busy, long All, long Own) after) =>
        Math.Max(0, (after.Busy - before.Busy) - (after.Own - before.Own)) / Math.Max(1.0, after.All - before.All);

    /// <summary>From the first line of /proc/stat and the line of /proc/self/stat, in the same ticks: time in use, all time, and that of this process and of its children that have ended.</summary>
    internal static (long Busy, long All, long Own) Parse(string machine, string self)
    {
        // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user already
        long[] ticks = [.. machine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Ticks)];
        // the name in parentheses may hold anything, so fields are counted from behind it: state is the first, utime the 12th
        string[] fields = self[(self.LastIndexOf(')') + 2)..].Split(' ');
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum(), fields.Skip(11).Take(4).Sum(Ticks));
    }

    private static (long Busy, long All, long Own)? Read() =>
        OperatingSystem.IsLinux() ? Parse(File.ReadLines("/proc/stat").First(), File.ReadAllText("/proc/self/stat")) : null;

    private static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
