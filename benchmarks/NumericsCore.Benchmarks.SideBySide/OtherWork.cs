namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>How much of the machine other processes take while this one takes times. The libraries do not suffer alike: threads that wait for each other by spinning lose far more than those that sleep.</summary>
/// <param name="read">The processors' times now; null where the system does not tell.</param>
internal sealed class OtherWork(Func<ProcessorTimes?> read)
{
    /// <summary>More than this, and the figures say more of the other processes than of the libraries.</summary>
    public const double MaxFraction = 0.03;

    private ProcessorTimes? _watched;

    /// <summary>Their fraction of the CPU time during all work that was watched; null if the system did not tell, or there was none.</summary>
    public double? Share => _watched is { All: > 0 } times ? Math.Max(0, times.Busy - times.Own) / (double)times.All : null;

    /// <summary>Does a piece of work and watches meanwhile. Only what is timed belongs here: an application that is published leaves build servers behind, which work for this program but count as others.</summary>
    public T During<T>(Func<T> work)
    {
        var before = read();
        var result = work();
        if (before is { } start && read() is { } end) _watched = (_watched ?? default) + (end - start);
        return result;
    }
}
