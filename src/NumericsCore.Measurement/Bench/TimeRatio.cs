namespace NumericsCore.Measurement;

/// <summary>How long a call takes beside another.</summary>
/// <param name="Ratio">The median time divided by that of the other: above 1 it is slower.</param>
/// <param name="Lower">The lower end of the ratio's interval.</param>
/// <param name="Upper">The upper end.</param>
internal sealed record TimeRatio(double Ratio, double Lower, double Upper) : InvariantRecord
{
    // samples that follow each other are alike, so that what is counted is the medians of so many stretches of a run
    private const int MaxStretches = 30;
    private const int MinSamples = 3;

    // of the normal distribution: 99 % lie within it
    private const double Normal99 = 2.576;

    // of normally distributed times, the standard deviation is this times the median absolute deviation
    private const double DeviationOfSpread = 1.4826;
    private const double Deviations = 3;

    // below the one, clocks, pages and neighbours make a difference that the samples of one run do not show; within the other, times are called the same
    private const double MinChange = 1.02;
    private const double SameWithin = 1.05;

    /// <summary>Whether that is more than noise.</summary>
    public Verdict Verdict => this switch
    {
        { Lower: > MinChange } => Verdict.Slower,
        { Upper: < 1 / MinChange } => Verdict.Faster,
        { Lower: >= 1 / SameWithin, Upper: <= SameWithin } => Verdict.Same,
        _ => Verdict.Unclear,
    };

    /// <summary>The ratio of two entries' times; null where one has none, or says nothing of its noise.</summary>
    /// <remarks>
    /// Of samples, the ends of each median's interval are order statistics, with 99 % for independent ones (H. A. David and H. N. Nagaraja, "Order Statistics",
    /// 3rd edition, 2003, section 7.1), and those of the ratio the quotients that lie farthest apart. Of files without samples, three standard deviations of both, taken
    /// of the logarithms: a time that is much longer also varies more.
    /// </remarks>
    public static TimeRatio? Of(EntryRecord before, EntryRecord after)
    {
        if (before is not { Seconds: > 0 and { } first } || after is not { Seconds: > 0 and { } second }) return null;
        double ratio = second / first;
        if (Interval(before) is { Lower: > 0 } one && Interval(after) is { Lower: > 0 } other) return new TimeRatio(ratio, Math.Min(ratio, other.Lower / one.Upper), Math.Max(ratio, other.Upper / one.Lower));
        if (before.Spread is not { } firstSpread || after.Spread is not { } secondSpread) return null;
        double noise = Math.Exp(Deviations * DeviationOfSpread * Math.Sqrt(Square(firstSpread / first) + Square(secondSpread / second)));
        return new TimeRatio(ratio, ratio / noise, ratio * noise);
    }

    /// <summary>The interval of the median of an entry's samples; null if there are too few.</summary>
    public static (double Lower, double Upper)? Interval(EntryRecord entry)
    {
        if (entry.SampleSeconds is not { Count: >= MinSamples } samples) return null;
        int stretches = Math.Min(samples.Count, MaxStretches);
        double[] medians = [.. Enumerable.Range(0, stretches).Select(i => Samples.Of([.. samples.Take(new Range(Start(i), Start(i + 1)))]).Median).Order()];
        double half = Normal99 * Math.Sqrt(stretches) / 2;
        int low = Math.Max(0, (int)Math.Floor(stretches / 2.0 - half) - 1);
        return (medians[low], medians[stretches - 1 - low]);

        int Start(int stretch) => (int)((long)stretch * samples.Count / stretches);
    }

    private static double Square(double x) => x * x;
}
