using System.Diagnostics;

namespace NumericsCore.Measurement;

/// <summary>Measures how long calls take on one device.</summary>
internal abstract class Clock
{
    /// <summary>What is measured, for people.</summary>
    public abstract string Description { get; }

    /// <summary>The seconds from the start of the first call to the end of the last; the calls get the numbers from <paramref name="first"/> on.</summary>
    public abstract double Seconds(Action<int> call, int first, int count);
}

/// <summary>The clock of this process around calls that return when their work is done, or around a batch and a wait for its end.</summary>
/// <param name="synchronize">Waits for the device; null where calls return when they are done.</param>
internal sealed class HostClock(Action? synchronize = null) : Clock
{
    public override string Description => synchronize is null ? "host clock" : "host clock around a synchronised batch";

    public override double Seconds(Action<int> call, int first, int count)
    {
        synchronize?.Invoke();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++) call(first + i);
        synchronize?.Invoke();
        // not as a TimeSpan, which counts in steps of 100 ns
        return (Stopwatch.GetTimestamp() - begin) / (double)Stopwatch.Frequency;
    }
}
