using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>Splits of folds, by scikit-learn's conventions.</summary>
public class FoldTests
{
    private static ClassLabels Labels(params string[] classes) => ClassLabels.From(new TextColumn("y", classes));

    private static TextColumn Groups(params string[] groups) => new("patient", groups);

    [Fact]
    public void The_first_folds_have_a_row_more() =>
        Assert.Equal([4, 3, 3], Split.KFold(10, 3).Select(static split => split.Test.Length));

    [Fact]
    public void Folds_are_cut_from_the_shuffled_rows()
    {
        int[] order = Shuffle.Permutation(10, 7);
        var splits = Split.KFold(10, 3, seed: 7);
        Assert.Equal(order[4..7], splits[1].Test.ToArray());
        Assert.Equal([.. order[..4], .. order[7..]], splits[1].Train.ToArray());
    }

    // 3 of a and 6 of b in 3 folds: aaabbbbbb dealt out in turn
    [Fact]
    public void Each_class_is_dealt_out_to_all_folds()
    {
        var labels = Labels("b", "a", "b", "b", "a", "b", "b", "a", "b");
        Assert.All(Split.StratifiedKFold(labels, 3), split => Assert.Equal([1, 2], labels.Rows(split.Test).Counts));
        // scikit-learn 1.5: np.bincount(np.sort(y)[i::4]) of y = 5 zeros and 7 ones
        var uneven = Labels([.. Enumerable.Repeat("0", 5), .. Enumerable.Repeat("1", 7)]);
        Assert.Equal([[2, 1], [1, 2], [1, 2], [1, 2]], Split.StratifiedKFold(uneven, 4).Select(split => uneven.Rows(split.Test).Counts.ToArray()));
    }

    [Fact]
    public void The_largest_groups_go_first_to_the_lightest_fold()
    {
        // sizes 5, 3, 3, 1: 5 | 3 + 3, then 1 to the fold of 5
        var groups = Groups("a", "a", "a", "a", "a", "b", "b", "b", "c", "c", "c", "d");
        var splits = Split.GroupKFold(groups, 2, seed: 3);
        Assert.Equal([0, 1, 2, 3, 4, 11], splits[0].Test.ToArray().Order());
        Assert.Equal([5, 6, 7, 8, 9, 10], splits[1].Test.ToArray().Order());
    }

    [Fact]
    public void Rows_in_order_of_time_are_tested_on_after_those_before_them()
    {
        // the example of scikit-learn's TimeSeriesSplit
        var splits = Split.TimeSeries(6, 5);
        Assert.Equal([0, 1, 2, 3, 4], splits[4].Train.ToArray());
        Assert.Equal([5], splits[4].Test.ToArray());
        Assert.Equal([1, 2, 3, 4, 5], splits.Select(static split => split.Train.Length));
        var apart = Split.TimeSeries(13, 3, gap: 1);
        Assert.Equal([4, 5, 6], apart[0].Test.ToArray());
        Assert.Equal([0, 1, 2], apart[0].Train.ToArray());
        Assert.Equal([10, 11, 12], apart[2].Test.ToArray());
    }

    [Fact]
    public void A_repetition_is_that_of_the_next_seed()
    {
        var repeated = Split.KFold(20, 4, seed: ulong.MaxValue, repeats: 2);
        Assert.Equal(8, repeated.Count);
        Assert.Equal(Split.KFold(20, 4, seed: 0)[1].Test.ToArray(), repeated[5].Test.ToArray());
        var groups = Groups([.. Enumerable.Range(0, 20).Select(static i => (i % 10).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        var grouped = Split.GroupKFold(groups, 5, seed: 1, repeats: 2);
        Assert.NotEqual(grouped[0].Test.ToArray().Order(), grouped[5].Test.ToArray().Order());
    }

    [Property(MaxTest = 200)]
    public Property Every_row_is_tested_once_and_trained_on_else() => Prop.ForAll(
        (from folds in Gen.Choose(2, 9)
         from rows in Gen.Choose(folds * 3, 80)
         from seed in Gen.Choose(0, int.MaxValue)
         from kinds in Gen.Choose(0, 2).ArrayOf(rows)
         select (folds, rows, (ulong)seed, kinds)).ToArbitrary(),
        given =>
        {
            var (folds, rows, seed, kinds) = given;
            // each class and group is there, a class in every fold
            string[] texts = [.. kinds.Select((kind, i) => (i < folds * 3 ? i % 3 : kind).ToString(System.Globalization.CultureInfo.InvariantCulture))];
            string[] patients = [.. texts.Select((text, i) => text + i % folds)];
            var labels = Labels(texts);
            var stratified = Split.StratifiedKFold(labels, folds, seed);
            var grouped = Split.GroupKFold(Groups(patients), folds, seed);
            bool even = stratified.All(split => Math.Abs(split.Test.Length - (double)rows / folds) < 1
                && labels.Rows(split.Test).Counts.Zip(labels.Counts, (count, all) => Math.Abs(count - (double)all / folds)).All(static miss => miss < 1));
            bool whole = grouped.All(split => !split.Test.ToArray().Select(row => patients[row]).Intersect(split.Train.ToArray().Select(row => patients[row])).Any());
            return even && whole && new[] { Split.KFold(rows, folds, seed), stratified, grouped }.All(splits =>
                splits.SelectMany(static split => split.Test.ToArray()).Order().SequenceEqual(Enumerable.Range(0, rows))
                && splits.All(split => split.Train.ToArray().Concat(split.Test.ToArray()).Order().SequenceEqual(Enumerable.Range(0, rows))));
        });

    [Fact]
    public void What_cannot_be_dealt_out_is_refused()
    {
        Assert.StartsWith("folds is 1; expected 2 or more, and at most 10 of the rows there are.", Assert.Throws<ArgumentOutOfRangeException>(() => Split.KFold(10, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.KFold(10, 11));
        Assert.StartsWith("repeats is 0;", Assert.Throws<ArgumentOutOfRangeException>(() => Split.KFold(10, 2, repeats: 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Class 'a' has 1 rows, fewer than the 2 folds", Assert.Throws<ArgumentException>(() => Split.StratifiedKFold(Labels("a", "b", "b"), 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The column 'patient' has 1 group, fewer than the 2 folds", Assert.Throws<ArgumentException>(() => Split.GroupKFold(Groups("a", "a"), 2)).Message, StringComparison.Ordinal);
        Assert.Contains("so it has no group", Assert.Throws<TableException>(() => Split.GroupKFold(new TextColumn("p", ["a", null, "b"]), 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.TimeSeries(5, 5));
        Assert.StartsWith("gap is 2, but before the first of 2 folds of 6 rows there are 2 rows", Assert.Throws<ArgumentOutOfRangeException>(() => Split.TimeSeries(6, 2, gap: 2)).Message, StringComparison.Ordinal);
    }

    // scikit-learn: compute_class_weight("balanced") of 1 a and 3 b: 4 / (2 * 1), 4 / (2 * 3)
    [Fact]
    public void Balanced_weights_make_all_classes_weigh_the_same()
    {
        var labels = Labels("a", "b", "b", "b");
        Assert.Equal([2, 4.0 / 6], labels.BalancedWeights());
        Assert.Equal([0, 1], labels.Rows([1, 2]).BalancedWeights());
    }
}
