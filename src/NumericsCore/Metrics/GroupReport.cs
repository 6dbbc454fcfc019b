namespace NumericsCore;

/// <summary>
/// A classifier of two classes, group by group, with the disparities between groups as Fairlearn defines them (Bird et al., 2020): a
/// difference is that of the largest and the smallest rate, a ratio the smallest over the largest.
/// </summary>
/// <remarks>A group without positives has the true positive rate 0, one without negatives the false positive rate 0, as in Fairlearn.</remarks>
public sealed class GroupReport
{
    private GroupReport(GroupScores[] groups, GroupScores overall) => (Groups, Overall) = (groups, overall);

    /// <summary>The groups, by name in ordinal order.</summary>
    public IReadOnlyList<GroupScores> Groups { get; }

    /// <summary>All samples; its group is "overall".</summary>
    public GroupScores Overall { get; }

    /// <summary>Largest minus smallest selection rate, in [0, 1]; 0 where all groups are selected alike.</summary>
    public double DemographicParityDifference => Difference(static group => group.SelectionRate);

    /// <summary>Smallest over largest selection rate, in [0, 1]; NaN where nothing is predicted positive.</summary>
    public double DemographicParityRatio => Ratio(static group => group.SelectionRate);

    /// <summary>The larger of the differences of true and of false positive rates, in [0, 1].</summary>
    public double EqualizedOddsDifference => Math.Max(Difference(static group => group.TruePositiveRate), Difference(static group => group.FalsePositiveRate));

    /// <summary>The smaller of the ratios of true and of false positive rates, in [0, 1]; that of one alone where the other's rates are all 0, NaN where both are.</summary>
    public double EqualizedOddsRatio
    {
        get
        {
            double truePositive = Ratio(static group => group.TruePositiveRate), falsePositive = Ratio(static group => group.FalsePositiveRate);
            return double.IsNaN(truePositive) ? falsePositive : double.IsNaN(falsePositive) ? truePositive : Math.Min(truePositive, falsePositive);
        }
    }

    /// <summary>Counts labels of two classes by group.</summary>
    /// <param name="actual">1 for positive, 0 for negative, one a sample.</param>
    /// <param name="predicted">The same, as predicted.</param>
    /// <param name="groups">The group of each sample.</param>
    /// <exception cref="ArgumentException">There are no samples, not as many of each, or a group is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither 0 nor 1.</exception>
    public static GroupReport Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, IReadOnlyList<string> groups)
    {
        Require.NoNull(groups, nameof(groups));
        MetricChecks.NotEmpty(actual.Length, nameof(actual));
        MetricChecks.SameLength(actual.Length, nameof(actual), predicted.Length, nameof(predicted));
        MetricChecks.SameLength(actual.Length, nameof(actual), groups.Count, nameof(groups));
        MetricChecks.LabelsInRange(actual, 2, nameof(actual));
        MetricChecks.LabelsInRange(predicted, 2, nameof(predicted));
        var counts = new SortedDictionary<string, BinaryCounts>(StringComparer.Ordinal);
        var all = default(BinaryCounts);
        for (int i = 0; i < actual.Length; i++)
        {
            counts[groups[i]] = Counted(counts.GetValueOrDefault(groups[i]), actual[i], predicted[i]);
            all = Counted(all, actual[i], predicted[i]);
        }

        return new GroupReport([.. counts.Select(static pair => new GroupScores(pair.Key, pair.Value))], new GroupScores("overall", all));
    }

    private static BinaryCounts Counted(BinaryCounts counts, int actual, int predicted) => (actual, predicted) switch
    {
        (1, 1) => counts with { TruePositives = counts.TruePositives + 1 },
        (1, _) => counts with { FalseNegatives = counts.FalseNegatives + 1 },
        (_, 1) => counts with { FalsePositives = counts.FalsePositives + 1 },
        _ => counts with { TrueNegatives = counts.TrueNegatives + 1 },
    };

    private double Difference(Func<GroupScores, double> rate) => Groups.Max(rate) - Groups.Min(rate);

    // 0/0 is NaN here on purpose: rates that are all 0 have no ratio
    private double Ratio(Func<GroupScores, double> rate) => Groups.Min(rate) / Groups.Max(rate);

    /// <summary>How many groups there are, and how far apart their scores are.</summary>
    public override string ToString() => new RecordText(nameof(GroupReport)).Add(nameof(Groups), Groups.Count).Add(nameof(DemographicParityDifference), DemographicParityDifference).Add(nameof(EqualizedOddsDifference), EqualizedOddsDifference).ToString();
}
