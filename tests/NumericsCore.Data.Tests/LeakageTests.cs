using FsCheck;
using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>What makes a test look better than it is.</summary>
public class LeakageTests
{
    [Property]
    public void Repeated_rows_are_those_that_a_search_for_each_finds(int seed)
    {
        var random = new System.Random(seed);
        int count = random.Next(5, 60);
        var table = new Table([
            new NumericColumn("x", [.. Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? double.NaN : random.Next(4) * -0.0 + random.Next(3))]),
            new TextColumn("z", [.. Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? null : random.Next(2) == 0 ? "a" : "b")]),
            new NumericColumn("y", [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(2))])]);
        var split = Split.TrainTest(count, 0.3, (ulong)seed);
        string[] lines = [.. Enumerable.Range(0, count).Select(row => string.Join('|', table.Columns.Select(column => column.IsMissing(row) ? "-" : column is NumericColumn numbers ? (numbers.Values[row] + 0.0).ToString(System.Globalization.CultureInfo.InvariantCulture) : ((TextColumn)column).Values[row])))];
        string[] train = [.. split.Train.ToArray().Select(row => lines[row])];
        var report = Leakage.Check(table, "y", split);
        Assert.Equal(split.Test.ToArray().Count(row => train.Contains(lines[row])), report.RepeatedRows);
        Assert.Equal(split.Test.Length, report.TestRows);
        Assert.True(report.ExpectedShare >= 0);
    }

    [Fact]
    public void Chance_repeats_what_the_frequencies_say()
    {
        // 2 and 5 values, all equally frequent: 1/10 of 80 rows
        var table = new Table([
            new NumericColumn("x", [.. Enumerable.Range(0, 100).Select(static i => (double)(i % 2))]),
            new NumericColumn("y", [.. Enumerable.Range(0, 100).Select(static i => (double)(i / 2 % 5))])]);
        var report = Leakage.Check(table, "y", Split.TrainTest(100, 0.2, seed: 1));
        Assert.InRange(report.ExpectedShare, 8, 8.5);
        Assert.Equal((20, false), (report.RepeatedRows, report.HasRepeatedRows));
    }

    [Property(MaxTest = 30)]
    public void Noise_gives_no_target_away_and_a_function_of_it_does(int seed)
    {
        var random = new System.Random(seed);
        const int count = 300;
        double[] y = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 8 - 4)];
        var table = new Table([
            new NumericColumn("noise", [.. y.Select(_ => random.NextDouble())]),
            new NumericColumn("near", [.. y.Select(value => value + 4 * random.NextDouble())]),
            new NumericColumn("same", [.. y.Select(static value => Math.Exp(value))]),
            new NumericColumn("y", y)]);
        var report = Leakage.Check(table, "y", Split.TrainTest(count, 0.2, (ulong)seed));
        Assert.Equal(["same"], report.TellingColumns.Select(static column => column.Name));
        Assert.Equal((TargetKind.Regression, 240), (report.TellingColumns[0].Kind, report.TellingColumns[0].Rows));
    }

    [Property(MaxTest = 30)]
    public void Classes_are_given_away_by_text_and_by_numbers_also_rare_ones(int seed)
    {
        var random = new System.Random(seed);
        const int count = 400;
        int[] classes = [.. Enumerable.Range(0, count).Select(_ => random.Next(10) == 0 ? 2 : random.Next(2))];
        var table = new Table([
            new NumericColumn("noise", [.. classes.Select(_ => random.NextDouble())]),
            new NumericColumn("between", [.. classes.Select(c => (c * 7 % 3) + 0.9 * random.NextDouble())]),
            new TextColumn("code", [.. classes.Select(c => FormattableString.Invariant($"{"kam"[c]}{random.Next(1000)}"))]),
            new TextColumn("y", [.. classes.Select(static c => "abc"[c].ToString())])]);
        var report = Leakage.Check(table, "y", Split.TrainTest(count, 0.2, (ulong)seed));
        Assert.Equal(["between", "code"], report.TellingColumns.Select(static column => column.Name));
        Assert.All(report.TellingColumns, static column => Assert.InRange(column.Score, Leakage.NearlyPerfect, 1));
        // of few rows, and of one column, nothing is said
        Assert.Empty(Leakage.Check(table.Head(110), "y", Split.TrainTest(110, 0.2, 1)).TellingColumns);
        Assert.Empty(Leakage.Check(table.Select("code", "y"), "y", Split.TrainTest(count, 0.2, 1)).TellingColumns);
    }

    [Fact]
    public void A_class_without_rows_enough_and_a_target_beyond_squares_say_nothing()
    {
        var table = new Table([
            new NumericColumn("x", [.. Enumerable.Range(0, 200).Select(static i => (double)i)]), new NumericColumn("z", [.. Enumerable.Range(0, 200).Select(static i => i * 7 % 11.0)]),
            new NumericColumn("y", [.. Enumerable.Range(0, 200).Select(static i => i * 1e306)]), new TextColumn("t", [.. Enumerable.Range(0, 200).Select(static i => i < 3 ? "a" : "b")])]);
        var split = Split.TrainTest(200, 0.2, seed: 0);
        Assert.Empty(Leakage.Check(table.Select("x", "z", "y"), "y", split).TellingColumns);
        Assert.Empty(Leakage.Check(table.Select("x", "z", "t"), "t", split).TellingColumns);
        Assert.Throws<TableException>(() => Leakage.Check(table, "nosuch", split));
        Assert.Throws<ArgumentOutOfRangeException>(() => Leakage.Check(table.Head(50), "t", split));
    }
}
