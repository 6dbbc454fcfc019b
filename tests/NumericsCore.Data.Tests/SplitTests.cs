namespace NumericsCore.Data.Tests;

public class SplitTests
{
    [Theory]
    [InlineData(569, 0.2, 114)]
    [InlineData(10, 0.25, 3)]
    [InlineData(100, 0.07, 7)]
    [InlineData(2, 0.5, 1)]
    [InlineData(1000, 0.0001, 1)]
    public void The_test_size_is_rounded_up(int rows, double testSize, int test)
    {
        var split = Split.TrainTest(rows, testSize, seed: 0);
        Assert.Equal((test, rows - test), (split.Test.Length, split.Train.Length));
    }

    [Fact]
    public void A_split_is_taken_apart_into_its_sides()
    {
        foreach (var split in Split.KFold(7, 3, seed: 1))
        {
            var (train, test) = split;
            Assert.Equal(split.Train, train);
            Assert.Equal(split.Test, test);
            Assert.Equal(Enumerable.Range(0, 7), ((int[])[.. train, .. test]).Order());
        }
    }

    [Fact]
    public void The_test_comes_first_in_the_shuffled_order()
    {
        int[] order = Shuffle.Permutation(10, 42);
        var split = Split.TrainTest(10, 0.3, seed: 42);
        Assert.Equal(order[..3], split.Test.ToArray());
        Assert.Equal(order[3..], split.Train.ToArray());
    }

    [Fact]
    public void A_stratified_split_gives_each_class_its_proportion()
    {
        var labels = ClassLabels.From(Table.ReadCsv(Repository.Table("breast_cancer"))["target"]);
        var split = Split.TrainTest(569, 0.2, seed: 1, labels);
        // 114 · 212 / 569 = 42.47 and 114 · 357 / 569 = 71.53.
        Assert.Equal([42, 72], labels.Rows(split.Test).Counts);
        Assert.Equal([170, 285], labels.Rows(split.Train).Counts);
    }

    [Fact]
    public void Equal_remainders_go_to_the_earlier_class()
    {
        var labels = ClassLabels.From(new TextColumn("y", ["a", "a", "b", "b", "c", "c"]));
        Assert.Equal([1, 1, 0], labels.Rows(Split.TrainTest(6, 1.0 / 3, seed: 0, labels).Test).Counts);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_test_size_of_nothing_or_everything_is_refused(double testSize)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Split.TrainTest(10, testSize, 0));
        Assert.Equal(FormattableString.Invariant($"testSize is {testSize}; expected a fraction of the rows, above 0 and below 1. (Parameter 'testSize')"), e.Message);
    }

    [Fact]
    public void An_empty_side_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.TrainTest(1, 0.5, 0));
        var e = Assert.Throws<ArgumentException>(() => Split.TrainTest(4, 0.9, 0));
        Assert.StartsWith("A test size of 0.9 of 4 rows leaves training without a row.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => Split.TrainTest(4, 1e-30, 0));
        Assert.StartsWith("A test size of 1E-30 of 4 rows leaves test without a row.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_must_fit()
    {
        var labels = ClassLabels.From(new TextColumn("y", ["a", "a", "b"]));
        var e = Assert.Throws<ArgumentException>(() => Split.TrainTest(4, 0.5, 0, labels));
        Assert.StartsWith("There are 3 labels for 4 rows.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => Split.TrainTest(3, 0.5, 0, labels));
        Assert.StartsWith("Class 'b' has one row only, which cannot be in both training and test.", e.Message, StringComparison.Ordinal);
    }
}
