using System.Globalization;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Times of the processors since the machine started, or between two such moments; in the system's ticks.</summary>
/// <param name="Busy">In use.</param>
/// <param name="All">In use or not, over all processors.</param>
/// <param name="Own">In use by this process and by its children that have ended.</param>
internal readonly record struct ProcessorTimes(long Busy, long All, long Own)
{
    public static ProcessorTimes operator +(ProcessorTimes a, ProcessorTimes b) => new(a.Busy + b.Busy, a.All + b.All, a.Own + b.Own);

    public static ProcessorTimes operator -(ProcessorTimes a, ProcessorTimes b) => new(a.Busy - b.Busy, a.All - b.All, a.Own - b.Own);

    /// <summary>Those of now; null where the system does not tell.</summary>
    public static ProcessorTimes? Read() =>
        OperatingSystem.IsLinux() ? Parse(File.ReadLines("/proc/stat").First(), File.ReadAllText("/proc/self/stat")) : null;

    /// <summary>From the first line of /proc/stat and the line of /proc/self/stat.</summary>
    internal static ProcessorTimes Parse(string machine, string self)
    {
        // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user already
        long[] ticks = [.. machine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Ticks)];
        // the name in parentheses may hold anything, so fields are counted from behind it: state is the first, utime the 12th
        string[] fields = self[(self.LastIndexOf(')') + 2)..].Split(' ');
        return new(ticks.Sum() - ticks[3] - ticks[4], ticks.Sum(), fields.Skip(11).Take(4).Sum(Ticks));
    }

    private static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
