using FsCheck.Xunit;

namespace NumericsCore.Tests.Metrics;

/// <summary>Scores by group, and the disparities between groups.</summary>
public class GroupReportTests
{
    /// <summary>The example of Fairlearn's user guide ("Performing a Fairness Assessment"), with the numbers that it prints.</summary>
    [Fact]
    public void Fairlearns_example_has_Fairlearns_numbers()
    {
        int[] actual = [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1];
        int[] predicted = [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0];
        string[] groups = ["b", "b", "a", "b", "b", "c", "c", "c", "a", "a", "c", "a", "b", "c", "c", "b", "c", "c"];
        var report = GroupReport.Of(actual, predicted, groups);
        Assert.Equal(["a", "b", "c"], report.Groups.Select(static group => group.Group));
        Assert.Equal([4L, 6, 8], report.Groups.Select(static group => group.Count));
        Assert.Equal([0.75, 0.5, 0.5], report.Groups.Select(static group => group.SelectionRate));
        Assert.Equal([0.5, 0.6, 0.4], report.Groups.Select(static group => group.TruePositiveRate));
        Assert.Equal([1, 0, 2.0 / 3], report.Groups.Select(static group => group.FalsePositiveRate));
        Assert.Equal((18L, 0.5, 2.0 / 3, 10.0 / 18), (report.Overall.Count, report.Overall.TruePositiveRate, report.Overall.FalsePositiveRate, report.Overall.SelectionRate));
        Assert.Equal((0.25, 2.0 / 3), (report.DemographicParityDifference, report.DemographicParityRatio));
        Assert.Equal((1.0, 0.0), (report.EqualizedOddsDifference, report.EqualizedOddsRatio));
    }

    [Property]
    public bool Groups_add_up_to_all_and_disparities_do_not_depend_on_their_names((bool Actual, bool Predicted, byte Group)[] samples)
    {
        if (samples.Length == 0) return true;
        int[] actual = [.. samples.Select(static sample => sample.Actual ? 1 : 0)], predicted = [.. samples.Select(static sample => sample.Predicted ? 1 : 0)];
        var report = GroupReport.Of(actual, predicted, [.. samples.Select(static sample => $"{sample.Group % 3}")]);
        var renamed = GroupReport.Of(actual, predicted, [.. samples.Select(static sample => $"{2 - sample.Group % 3}")]);
        return report.Groups.Sum(static group => group.Count) == report.Overall.Count
            && report.Groups.Sum(static group => group.Counts.TruePositives) == report.Overall.Counts.TruePositives
            && report.DemographicParityDifference is >= 0 and <= 1 && report.EqualizedOddsDifference is >= 0 and <= 1
            && report.DemographicParityRatio.Equals(renamed.DemographicParityRatio) && report.EqualizedOddsRatio.Equals(renamed.EqualizedOddsRatio);
    }

    [Fact]
    public void Rates_that_are_all_0_have_no_ratio()
    {
        var report = GroupReport.Of([1, 0, 1, 0], [0, 0, 0, 0], ["a", "a", "b", "b"]);
        Assert.Equal((0.0, double.NaN, 0.0, double.NaN), (report.DemographicParityDifference, report.DemographicParityRatio, report.EqualizedOddsDifference, report.EqualizedOddsRatio));
        report = GroupReport.Of([1, 0, 1, 0], [1, 0, 1, 0], ["a", "a", "b", "b"]);
        Assert.Equal(1, report.EqualizedOddsRatio);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Contains("groups has 1 elements, actual has 2", Assert.Throws<ArgumentException>(() => GroupReport.Of([1, 0], [1, 0], ["a"])).Message, StringComparison.Ordinal);
        Assert.Contains("groups[1] is null", Assert.Throws<ArgumentException>(() => GroupReport.Of([1, 0], [1, 0], ["a", null!])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupReport.Of([1, 2], [1, 0], ["a", "b"]));
    }
}
