namespace NumericsCore.Data.Tests;

public class ClassLabelsTests
{
    [Fact]
    public void Numbers_are_sorted_as_numbers_and_text_by_its_characters()
    {
        var numbers = ClassLabels.From(new NumericColumn("y", [10, 9, -1, 10, 2.5, -0.0, 0.0]));
        Assert.Equal(["-1", "0", "2.5", "9", "10"], numbers.Names);
        Assert.Equal([4, 3, 0, 4, 2, 1, 1], numbers.Indices.ToArray());
        Assert.Equal([1, 2, 1, 1, 2], numbers.Counts);
        Assert.Null(numbers.Positive);
        var text = ClassLabels.From(new TextColumn("y", ["b", "a", "B", "10", "9"]));
        Assert.Equal(["10", "9", "B", "a", "b"], text.Names);
    }

    [Fact]
    public void Of_two_classes_the_positive_one_is_second()
    {
        var column = new TextColumn("y", ["yes", "no", "yes"]);
        var labels = ClassLabels.From(column);
        Assert.Equal(("yes", "no,yes", "1,0,1"), (labels.Positive, string.Join(',', labels.Names), string.Join(',', labels.Indices.ToArray())));
        labels = ClassLabels.From(column, positive: "no");
        Assert.Equal(("no", "yes,no", "0,1,0"), (labels.Positive, string.Join(',', labels.Names), string.Join(',', labels.Indices.ToArray())));
        Assert.Equal([2, 1], labels.Counts);
        Assert.Equal("0", ClassLabels.From(new NumericColumn("y", [0, 1]), positive: "0").Positive);
    }

    [Fact]
    public void Rows_keep_the_classes()
    {
        ClassLabels rows = ClassLabels.From(new TextColumn("y", ["a", "b", "c"])).Rows([2, 2, 0]);
        Assert.Equal(["a", "b", "c"], rows.Names);
        Assert.Equal([2, 2, 0], rows.Indices.ToArray());
        Assert.Equal([1, 0, 2], rows.Counts);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Rows([3]));
    }

    [Fact]
    public void A_target_that_has_no_classes_is_an_error_that_says_why()
    {
        Assert.Equal(
            "column 'y': the only class is 'a'; a classifier needs at least two",
            Csv.Fails(() => ClassLabels.From(new TextColumn("y", ["a", "a"]))).Message);
        Assert.Equal(
            "column 'y': the only class is '1'; a classifier needs at least two",
            Csv.Fails(() => ClassLabels.From(new NumericColumn("y", [1]))).Message);
        Assert.Equal(
            "column 'y': there are no rows to take classes from", Csv.Fails(() => ClassLabels.From(new NumericColumn("y", []))).Message);
        const string Missing = "column 'y': the value in row 1 is missing, so it has no class; leave such rows out with DropMissing()";
        Assert.Equal(Missing, Csv.Fails(() => ClassLabels.From(new NumericColumn("y", [1, double.NaN]))).Message);
        Assert.Equal(Missing, Csv.Fails(() => ClassLabels.From(new TextColumn("y", ["a", null]))).Message);
    }

    [Theory]
    [InlineData(40, 21)]
    [InlineData(20_000, 20_000)]
    public void A_class_for_nearly_every_row_is_an_error_with_advice(int rows, int classes)
    {
        string[] values = [.. Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"id{row % classes}"))];
        Assert.Equal(
            $"column 'y': {classes} different values in {rows} rows make nearly every row a class of its own, which nothing can be learnt from; choose another target, or fewer classes: is it an identifier, or a number with other characters in it?",
            Csv.Fails(() => ClassLabels.From(new TextColumn("y", values))).Message);
        Assert.EndsWith(
            "learn the number as a regression, or choose another target",
            Csv.Fails(() => ClassLabels.From(new NumericColumn("y", [.. Enumerable.Range(0, rows).Select(row => row % classes + 0.5)]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(42, 21)]
    [InlineData(20, 20)]
    [InlineData(40_000, 20_000)]
    public void Many_classes_of_two_rows_are_classes(int rows, int classes) => Assert.Equal(
        classes, ClassLabels.From(new NumericColumn("y", [.. Enumerable.Range(0, rows).Select(row => (double)(row % classes))])).Names.Count);

    [Theory]
    [InlineData("a b", "c", "'c' cannot be the positive class, which is one of two; the classes are 'a' and 'b'")]
    [InlineData("a b c", "c", "'c' cannot be the positive class, which is one of two; the classes are 'a', 'b' and 'c'")]
    public void A_positive_class_is_one_of_two(string classes, string positive, string message) => Assert.Equal(
        "column 'y': " + message, Csv.Fails(() => ClassLabels.From(new TextColumn("y", classes.Split(' ')), positive)).Message);
}
