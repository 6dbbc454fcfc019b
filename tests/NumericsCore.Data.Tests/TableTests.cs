namespace NumericsCore.Data.Tests;

public class TableTests
{
    private static readonly Table Sample = Csv.Read("a,b,name\n1,10,x\n2,,y\n3,30,\n4,40,z\n");

    [Fact]
    public void A_column_is_found_by_its_exact_name()
    {
        Assert.Same(Sample.Columns[1], Sample["b"]);
        Assert.True(Sample.TryGetColumn("a", out Column? found));
        Assert.Same(Sample.Columns[0], found);
        Assert.False(Sample.TryGetColumn("A", out _));
        TableException e = Csv.Fails(() => _ = Sample["A"]);
        Assert.Equal("data.csv: there is no column 'A'; the columns are 'a', 'b' and 'name'", e.Message);
    }

    [Fact]
    public void A_missing_column_among_many_lists_the_first_twelve()
    {
        var wide = new Table(Enumerable.Range(0, 15).Select(i => new NumericColumn($"c{i}", [1.0])));
        Assert.Equal(
            "table: there is no column 'x'; the columns are 'c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11' and 3 more",
            Csv.Fails(() => _ = wide["x"]).Message);
    }

    [Fact]
    public void Columns_of_a_table_must_agree()
    {
        Assert.Equal("t: a table needs at least one column", Csv.Fails(() => _ = new Table([], "t")).Message);
        Assert.Equal(
            "t, column 'a': two columns have this name",
            Csv.Fails(() => _ = new Table([new NumericColumn("a", [1]), new TextColumn("a", ["x"])], "t")).Message);
        Assert.Equal(
            "t, column 'b': has 2 rows, but column 'a' has 1",
            Csv.Fails(() => _ = new Table([new NumericColumn("a", [1]), new TextColumn("b", ["x", "y"])], "t")).Message);
        Assert.Throws<ArgumentException>(() => new NumericColumn(" ", [1]));
    }

    [Fact]
    public void A_table_does_not_see_later_changes_of_the_arrays_it_was_made_of()
    {
        double[] numbers = [1, 2];
        string?[] texts = ["x", "y"];
        var table = new Table([new NumericColumn("a", numbers), new TextColumn("b", texts)]);
        numbers[0] = 9;
        texts[0] = "changed";
        Assert.Equal("1", ((NumericColumn)table["a"]).Values[0].ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("x", ((TextColumn)table["b"]).Values[0]);
    }

    [Fact]
    public void Select_and_Without_choose_columns()
    {
        Assert.Equal(["name", "a"], Sample.Select("name", "a").Columns.Select(c => c.Name));
        Assert.Equal(["a", "name"], Sample.Without("b").Columns.Select(c => c.Name));
        Assert.Equal(
            "data.csv: there is no column 'c'; the columns are 'a', 'b' and 'name'", Csv.Fails(() => Sample.Without("c")).Message);
        Assert.Equal("data.csv: a table needs at least one column", Csv.Fails(() => Sample.Select("a").Without("a")).Message);
        Assert.Equal("data.csv, column 'a': two columns have this name", Csv.Fails(() => Sample.Select("a", "a")).Message);
    }

    [Fact]
    public void Rows_and_Head_choose_rows()
    {
        Table rows = Sample.Rows([3, 0, 3]);
        Assert.Equal([4, 1, 4], ((NumericColumn)rows["a"]).Values.ToArray());
        Assert.Equal("z", ((TextColumn)rows["name"]).Values[2]);
        Assert.Equal(2, Sample.Head(2).RowCount);
        Assert.Equal(4, Sample.Head(9).RowCount);
        Assert.Equal(0, Sample.Head(0).RowCount);
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Rows([0, 4]));
        Assert.Equal("rows has 4; there are 4 rows, numbered from 0. (Parameter 'rows')", e.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Rows([-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Head(-1));
    }

    [Fact]
    public void DropMissing_keeps_the_complete_rows()
    {
        Table complete = Sample.DropMissing();
        Assert.Equal([1.0, 4.0], ((NumericColumn)complete["a"]).Values.ToArray());
        Assert.Equal(2, Sample.RowCount - complete.RowCount);
        Assert.Same(complete, complete.DropMissing());
    }

    [Fact]
    public void DropMissing_of_every_row_names_the_worst_column() => Assert.Equal(
        "data.csv: each of the 3 rows has a missing value, so none is left; column 'b' alone misses 2: leave it out with Without(\"b\")",
        Csv.Fails(() => Csv.Read("a,b\n,1\n2,\n3,\n").DropMissing()).Message);

    [Fact]
    public void The_text_of_a_table_is_aligned()
    {
        Assert.Equal(
            """
            a   b  name
            1  10  x
            2      y
            3  30
            4  40  z
            (4 rows, 3 columns)
            """.ReplaceLineEndings("\n"), Sample.ToString());
        string[] lines = Csv.Read("a\n" + string.Concat(Enumerable.Repeat("1\n", 99))).ToString().Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.Equal("(99 rows, 1 column)", lines[^1]);
    }

    [Theory]
    [InlineData("0 1", TargetKind.Classes)]
    [InlineData("0 1 1 0 NA", TargetKind.Classes)]
    [InlineData("3 7 3", TargetKind.Classes)]
    [InlineData("5", TargetKind.Classes)]
    [InlineData("0 0.5", TargetKind.Regression)]
    [InlineData("1 2 3", TargetKind.Regression)]
    [InlineData("1 2 3 1 2 3 1 2 3 1 2 3 1 2 3", TargetKind.Classes)]
    [InlineData("1 2 3 1 2 3 1 2 3 1 2 3 1 2 NA", TargetKind.Regression)]
    [InlineData("a 1 2.5", TargetKind.Classes)]
    public void The_kind_of_a_target_follows_from_its_values(string cells, TargetKind kind) =>
        Assert.Equal(kind, Csv.Read("y\n" + cells.Replace(' ', '\n') + "\n")["y"].DetectTargetKind());

    [Theory]
    [InlineData(20, TargetKind.Classes)]
    [InlineData(21, TargetKind.Regression)]
    public void At_most_twenty_numbers_are_classes(int distinct, TargetKind kind) => Assert.Equal(
        kind, new NumericColumn("y", [.. Enumerable.Range(0, 1000).Select(i => (double)(i % distinct))]).DetectTargetKind());

    [Fact]
    public void A_target_without_values_has_no_kind() => Assert.Equal(
        "column 'y': every value is missing", Csv.Fails(() => new NumericColumn("y", [double.NaN]).DetectTargetKind()).Message);
}
