namespace NumericsCore.Measurement;

/// <summary>What repeated measurements of one call gave, in seconds a call.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Spread">The median absolute deviation from the median: half of the samples lie within it.</param>
/// <param name="Minimum">The shortest.</param>
/// <param name="Count">Samples taken.</param>
/// <param name="Batch">Calls in a sample.</param>
internal sealed record Samples(double Median, double Spread, double Minimum, int Count, int Batch) : InvariantRecord
{
    /// <summary>All of them in the order in which they were taken; null where they are not kept.</summary>
    internal IReadOnlyList<double>? Taken { get; init; }

    /// <summary>The statistics of a list of times, which it sorts.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Samples Of(Span<double> seconds, int batch = 1)
    {
        if (seconds.IsEmpty) throw new ArgumentException("There are no samples; expected at least one.", nameof(seconds));
        seconds.Sort();
        double median = Middle(seconds), minimum = seconds[0];
        var distances = new double[seconds.Length];
        for (int i = 0; i < distances.Length; i++) distances[i] = Math.Abs(seconds[i] - median);
        Array.Sort(distances);
        return new Samples(median, Middle(distances), minimum, seconds.Length, batch);
    }

    private static double Middle(ReadOnlySpan<double> sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
